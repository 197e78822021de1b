package dev.barnabas.broker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  @TempDir Path directory;

  @Test
  void drawsAKeyThatOnlyItsOwnerReads() throws IOException {
    Path file = directory.resolve("state/broker.key");

    byte[] key = MasterKey.readOrCreate(file);

    assertThat(key).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void readsTheSameKeyAgain() throws IOException {
    Path file = directory.resolve("broker.key");

    assertThat(MasterKey.readOrCreate(file)).isEqualTo(MasterKey.readOrCreate(file));
    assertThat(MasterKey.readOrCreate(directory.resolve("other.key")))
        .isNotEqualTo(MasterKey.readOrCreate(file));
  }

  @Test
  void namesAFileThatHoldsNoKey() throws IOException {
    Path file = Files.writeString(directory.resolve("broker.key"), "not a key");

    assertThatThrownBy(() -> MasterKey.readOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("not a key");
  }

  @Test
  void noticesAKeyThatOthersCanRead() throws IOException {
    Path file = directory.resolve("broker.key");
    MasterKey.readOrCreate(file);
    assertThat(MasterKey.readableByOthers(file)).isFalse();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(MasterKey.readableByOthers(file)).isTrue();
  }

  @Test
  void sealsWithTheLastContentKeyThatIsNoStandby() throws IOException {
    Path file = directory.resolve("broker.key");
    String master = "0".repeat(64);

    Files.writeString(file, master + "\n");
    assertThat(MasterKey.contentKeys(file).activeId()).isEqualTo(ContentKeys.MASTER);

    Files.writeString(file, master + "\n2026 " + "1".repeat(64) + " standby\n");
    assertThat(MasterKey.contentKeys(file).activeId()).isEqualTo(ContentKeys.MASTER);
    assertThat(MasterKey.contentKeys(file).keys()).containsOnlyKeys(ContentKeys.MASTER, "2026");

    Files.writeString(file, master + "\n2026 " + "1".repeat(64) + "\n");
    assertThat(MasterKey.contentKeys(file).activeId()).isEqualTo("2026");
    assertThat(MasterKey.readOrCreate(file)).isEqualTo(new byte[32]);
  }

  @Test
  void namesALineThatIsNoContentKey() throws IOException {
    Path file = directory.resolve("broker.key");
    String key = "1".repeat(64);
    for (String line : List.of("2026", "2026 " + key + " spare", "1 " + key, "A/B " + key)) {
      Files.writeString(file, "0".repeat(64) + "\n" + line + "\n");

      assertThatThrownBy(() -> MasterKey.contentKeys(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("line 2")
          .hasMessageNotContaining(key);
    }
  }
}
