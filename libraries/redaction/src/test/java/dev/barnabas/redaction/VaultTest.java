package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VaultTest {

  private static final Vault VAULT =
      Vault.of(
          List.of(
              new VaultEntry("<EMAIL_1>", "EMAIL", "z\u00F6e@corp.example", Role.USER, true),
              new VaultEntry("<IBAN>", "IBAN", "", Role.SYSTEM, false)));
  private static final byte[] AAD = "tenant|request".getBytes(StandardCharsets.UTF_8);

  @Test
  void readsBackWhatItWrote() {
    assertThat(Vault.fromBytes(VAULT.toBytes())).contains(VAULT);
  }

  @Test
  void refusesBytesOfAnotherVersionOrLength() {
    byte[] bytes = VAULT.toBytes();
    byte[] other = bytes.clone();
    other[0] = 9;

    assertThat(Vault.fromBytes(other)).isEmpty();
    assertThat(Vault.fromBytes(new byte[0])).isEmpty();
    assertThat(Vault.fromBytes(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(Vault.fromBytes(Arrays.copyOf(bytes, length))).isEmpty();
    }
  }

  @Test
  void refusesTwoPlaceholdersForOneValue() {
    VaultEntry one = new VaultEntry("<EMAIL_1>", "EMAIL", "a@b.example", Role.USER, true);
    VaultEntry two = new VaultEntry("<EMAIL_2>", "EMAIL", "a@b.example", Role.USER, true);

    assertThatThrownBy(() -> Vault.of(List.of(one, two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<EMAIL_2>")
        .hasMessageNotContaining("a@b");
  }

  @Test
  void opensWhatItSealedWithTheSameAdditionalDataOnly() {
    SealedBox box = new SealedBox("k1", Map.of("k1", key(1)));
    byte[] sealed = box.seal(VAULT.toBytes(), AAD);

    assertThat(box.open(sealed, AAD).flatMap(Vault::fromBytes)).contains(VAULT);
    assertThat(box.open(sealed, "tenant|other".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("corp");
  }

  @Test
  void opensNothingThatWasChangedOrCut() {
    SealedBox box = new SealedBox("k1", Map.of("k1", key(1)));
    byte[] sealed = box.seal(new byte[] {1, 2, 3}, AAD);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(box.open(changed, AAD)).isEmpty();
      assertThat(box.open(Arrays.copyOf(sealed, i), AAD)).isEmpty();
    }
  }

  @Test
  void opensWithAnOldKeyAndNotWithAnUnknownOne() {
    byte[] sealed = new SealedBox("old", Map.of("old", key(1))).seal(new byte[] {7}, AAD);
    SealedBox rotated = new SealedBox("new", Map.of("new", key(2), "old", key(1)));

    assertThat(rotated.open(sealed, AAD)).hasValueSatisfying(b -> assertThat(b).containsExactly(7));
    assertThat(new SealedBox("new", Map.of("new", key(2))).open(sealed, AAD)).isEmpty();
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }
}
