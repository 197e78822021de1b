package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.configuration.binding.KeyPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Pins every key and every default: a new key, or another default, must be written down here. */
class EverythingTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void setsEveryKeyThereIs() {
    assertThat(KeyPaths.unset(Loading.resource("everything.yaml"), Configuration.class)).isEmpty();
  }

  @Test
  void readsEveryKeyAsItIsWritten() throws IOException {
    assertSame("everything.json", Loading.load(Loading.resource("everything.yaml")));
  }

  @Test
  void hasTheseDefaults() throws IOException {
    assertSame("minimal.json", Loading.load(Loading.MINIMAL));
  }

  private static void assertSame(String expected, Configuration actual) throws IOException {
    JsonNode json = JSON.readTree(actual.canonicalJson());
    if (Boolean.getBoolean("barnabas.write")) {
      Path file = Loading.repository("libraries/configuration/src/test/resources/" + expected);
      Files.writeString(file, json.toPrettyString() + "\n");
    }
    assertThat(json.toPrettyString() + "\n").isEqualTo(Loading.resource(expected));
  }
}
