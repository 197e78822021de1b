package dev.barnabas.broker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
}
