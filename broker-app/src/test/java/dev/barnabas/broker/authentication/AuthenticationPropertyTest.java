package dev.barnabas.broker.authentication;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.authentication.AuthenticationDecision.Authenticated;
import dev.barnabas.signing.KeySetState;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AuthenticationPropertyTest {
  private static final KeySetState KEYS = Signatures.keys(Signatures.ACME, Signatures.GLOBEX);
  private static final byte[] SIGNATURE =
      Signatures.signed(Signatures.ACME, UnaryOperator.identity()).getBytes(US_ASCII);

  private static boolean believed(byte[] signature, byte[] value) {
    ReceivedRecord record =
        new ReceivedRecord(
            Signatures.TOPIC, null, Signatures.NOW, List.of(signature), value, Signatures.ID);
    return Authentication.decide(record, Signatures.policy(), KEYS, Signatures.NOW)
        instanceof Authenticated;
  }

  @Property(tries = 1_000)
  void refusesEveryValueWithOneByteChanged(@ForAll @IntRange(max = 1_000) int at, @ForAll byte b) {
    byte[] value = Signatures.VALUE.clone();
    value[at % value.length] = b;

    assertThat(believed(SIGNATURE, value))
        .isEqualTo(b == Signatures.VALUE[at % Signatures.VALUE.length]);
  }

  @Property(tries = 2_000)
  void refusesEveryHeaderWithOneByteChanged(
      @ForAll @IntRange(max = 10_000) int at, @ForAll byte b) {
    byte[] signature = SIGNATURE.clone();
    signature[at % signature.length] = b;

    assertThat(believed(signature, Signatures.VALUE))
        .isEqualTo(b == SIGNATURE[at % SIGNATURE.length]);
  }

  @Property(tries = 500)
  void refusesEveryHeaderThatIsCutOrLonger(@ForAll @IntRange(max = 10_000) int length) {
    int cut = length % (SIGNATURE.length + 5);
    byte[] signature = java.util.Arrays.copyOf(SIGNATURE, cut);

    assertThat(believed(signature, Signatures.VALUE)).isEqualTo(cut == SIGNATURE.length);
  }
}
