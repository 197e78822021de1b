package dev.barnabas.broker.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.broker.request.TenantKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoxedSealTest {
  private static final RequestKey KEY = Samples.KEY;
  private static final Content CONTENT = Samples.content("the secret of jane@example.com");

  private final BoxedSeal seal = new BoxedSeal(ContentKeys.of(new TenantKeys(new byte[32])));
  private final byte[] salt = seal.salt();
  private final byte[] sealed = seal.seal(KEY, salt, CONTENT);

  @Test
  void opensWhatItSealedAndShowsNothingOfIt() {
    assertThat(seal.open(KEY, salt, sealed))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(CONTENT));
    assertThat(new String(sealed, ISO_8859_1)).doesNotContain("jane", "secret", "user-1");
  }

  @Test
  void opensNothingForAnotherRequestOrTenant() {
    assertThat(seal.open(new RequestKey("acme", "order-2"), salt, sealed)).isEmpty();
    assertThat(seal.open(new RequestKey("umbrella", "order-1"), salt, sealed)).isEmpty();
    assertThat(seal.open(new RequestKey("acmeorder", "-1"), salt, sealed)).isEmpty();
  }

  @Test
  void opensNothingUnderAnotherMasterKeyNorAfterAChange() {
    byte[] master = new byte[32];
    master[0] = 1;
    assertThat(new BoxedSeal(ContentKeys.of(new TenantKeys(master))).open(KEY, salt, sealed))
        .isEmpty();

    byte[] changed = sealed.clone();
    changed[changed.length - 1] ^= 1;
    assertThat(seal.open(KEY, salt, changed)).isEmpty();
    assertThat(seal.open(KEY, salt, new byte[0])).isEmpty();
  }

  @Test
  void sealsTheSameContentDifferentlyEachTime() {
    assertThat(seal.seal(KEY, salt, CONTENT)).isNotEqualTo(sealed);
  }

  @Test
  void opensNothingUnderAnotherSaltOfTheSameTenant() {
    assertThat(seal.open(KEY, seal.salt(), sealed)).isEmpty();
    assertThat(seal.open(KEY, salt, sealed)).contains(CONTENT);
    seal.forget(KEY.tenantId());
    assertThat(seal.open(KEY, salt, sealed)).contains(CONTENT);
  }

  @Test
  void opensWhatAnOlderKeySealedAndSealsWithTheNewest() {
    TenantKeys first = new TenantKeys(new byte[32]);
    TenantKeys second = keys(2);
    BoxedSeal rotated =
        new BoxedSeal(new ContentKeys("b", Map.of(ContentKeys.MASTER, first, "b", second)));
    byte[] newer = rotated.seal(KEY, salt, CONTENT);

    assertThat(rotated.open(KEY, salt, sealed)).contains(CONTENT);
    assertThat(seal.open(KEY, salt, newer)).isEmpty();

    BoxedSeal withoutTheOld = new BoxedSeal(new ContentKeys("b", Map.of("b", second)));
    assertThat(withoutTheOld.open(KEY, salt, newer)).contains(CONTENT);
    assertThat(withoutTheOld.open(KEY, salt, sealed)).isEmpty();
  }

  private static TenantKeys keys(int first) {
    byte[] master = new byte[32];
    master[0] = (byte) first;
    return new TenantKeys(master);
  }
}
