package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds docs/configuration.md to the records; {@code -Dbarnabas.write=true} rewrites its tables.
 */
class ReferencePageTest {

  private static final Path PAGE = Loading.repository("docs/configuration.md");

  @ParameterizedTest
  @ValueSource(strings = {"keys", "aliases", "values"})
  void showsWhatTheRecordsSay(String part) throws IOException {
    String begin = "<!-- begin generated: " + part + " -->\n";
    String end = "<!-- end generated: " + part + " -->";
    String expected = generated(part).strip();
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end);
    assertThat(page).contains(begin).contains(end);
    if (Boolean.getBoolean("barnabas.write")) {
      Files.writeString(
          PAGE, page.substring(0, from) + "\n" + expected + "\n\n" + page.substring(to));
      page = Files.readString(PAGE);
      to = page.indexOf(end);
    }
    assertThat(page.substring(from, to).strip()).isEqualTo(expected);
  }

  private static String generated(String part) {
    return switch (part) {
      case "keys" -> ConfigurationReference.keys();
      case "aliases" -> ConfigurationReference.aliases();
      default -> ConfigurationReference.values();
    };
  }
}
