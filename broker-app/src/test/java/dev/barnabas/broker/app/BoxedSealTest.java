package dev.barnabas.broker.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.broker.request.TenantKeys;
import org.junit.jupiter.api.Test;

class BoxedSealTest {
  private static final RequestKey KEY = Samples.KEY;
  private static final Content CONTENT = Samples.content("the secret of jane@example.com");

  private final BoxedSeal seal = new BoxedSeal(new TenantKeys(new byte[32]));
  private final byte[] sealed = seal.seal(KEY, CONTENT);

  @Test
  void opensWhatItSealedAndShowsNothingOfIt() {
    assertThat(seal.open(KEY, sealed))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(CONTENT));
    assertThat(new String(sealed, ISO_8859_1)).doesNotContain("jane", "secret", "user-1");
  }

  @Test
  void opensNothingForAnotherRequestOrTenant() {
    assertThat(seal.open(new RequestKey("acme", "order-2"), sealed)).isEmpty();
    assertThat(seal.open(new RequestKey("umbrella", "order-1"), sealed)).isEmpty();
    assertThat(seal.open(new RequestKey("acmeorder", "-1"), sealed)).isEmpty();
  }

  @Test
  void opensNothingUnderAnotherMasterKeyNorAfterAChange() {
    byte[] master = new byte[32];
    master[0] = 1;
    assertThat(new BoxedSeal(new TenantKeys(master)).open(KEY, sealed)).isEmpty();

    byte[] changed = sealed.clone();
    changed[changed.length - 1] ^= 1;
    assertThat(seal.open(KEY, changed)).isEmpty();
    assertThat(seal.open(KEY, new byte[0])).isEmpty();
  }

  @Test
  void sealsTheSameContentDifferentlyEachTime() {
    assertThat(seal.seal(KEY, CONTENT)).isNotEqualTo(sealed);
  }
}
