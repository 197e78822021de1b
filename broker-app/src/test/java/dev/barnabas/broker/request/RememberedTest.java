package dev.barnabas.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.topology.StateCodec;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private static final Ending ANSWERED =
      new Ending(Ending.Status.COMPLETED, null, Samples.NOW, "c1", false);
  private static final Hold CLOSED =
      new Hold(100, BigDecimal.ONE, List.of(), "2026-01", true).closed();

  private static Call call(String id) {
    return Call.started(id, Samples.NOW, Samples.NOW.plusSeconds(30));
  }

  private static Attempt attempt(Call... calls) {
    return new Attempt(
        0, "ab".repeat(24), 0, Samples.NOW, 1, null, null, List.of(calls), Map.of(), "hash", 0, 10);
  }

  private static RequestState answered(Attempt attempt) {
    return Samples.open(Samples.KEY, "0123456789abcdef".repeat(4))
        .with(attempt)
        .with(CLOSED)
        .ended(ANSWERED);
  }

  private static Call ended(String id) {
    return call(id).ended("SUCCESS", null, BilledByProvider.YES, 5);
  }

  @Test
  void isOverOnceItsHoldIsClosedAndEveryEndWasReported() {
    RequestState state = answered(attempt(ended("c1")).ended("SUCCESS", Samples.NOW));

    assertThat(state.over()).isTrue();
    assertThat(Samples.open(Samples.KEY, "f").over()).isFalse();
    assertThat(state.with(new Hold(1, BigDecimal.ONE, List.of(), "2026-01", true)).over())
        .isFalse();
  }

  @Test
  void isNotOverWhileAnAttemptOrACallMayStillBeHeardOf() {
    assertThat(answered(attempt(ended("c1"))).over()).isFalse();
    assertThat(answered(attempt(ended("c1"), call("c2")).ended("SUCCESS", Samples.NOW)).over())
        .isFalse();
    assertThat(answered(attempt(call("c1").unknown()).ended("SUCCESS", Samples.NOW)).over())
        .isFalse();
    for (FailureKind kind : List.of(FailureKind.EXPIRED_BEFORE_CALL, FailureKind.REDELIVERED)) {
      assertThat(answered(attempt().ended(kind.name(), Samples.NOW)).over()).isFalse();
    }
  }

  @Test
  void knowsTheCallsThatWereMeteredAndTakesAtMost160Bytes() {
    RequestState over = answered(attempt(ended("c1")).ended("SUCCESS", Samples.NOW));

    Remembered remembered = Remembered.of(over);

    assertThat(remembered.metered("c1")).isTrue();
    assertThat(remembered.metered("c2")).isFalse();
    assertThat(remembered.attempts()).containsExactly("ab".repeat(24));
    byte[] bytes = StateCodec.writeKnown(remembered);
    assertThat(bytes.length).isLessThanOrEqualTo(160);
    assertThat(StateCodec.readKnown(bytes)).isEqualTo(remembered);
  }
}
