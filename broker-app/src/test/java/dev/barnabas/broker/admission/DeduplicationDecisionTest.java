package dev.barnabas.broker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Ending;
import dev.barnabas.broker.request.Known;
import dev.barnabas.broker.request.Remembered;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.broker.request.Waiting;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeduplicationDecisionTest {
  private static final RequestState FIRST = Samples.open(Samples.KEY, "f1");

  private static DeduplicationDecision decide(RequestState known, String fingerprint) {
    return DeduplicationDecision.decide(Optional.of(known), fingerprint::equals);
  }

  @Test
  void letsAnIdOnThatWasNotSeen() {
    assertThat(DeduplicationDecision.decide(Optional.empty(), "f1"::equals))
        .isInstanceOf(DeduplicationDecision.Fresh.class);
  }

  @Test
  void knowsTheSameContentAgainInEveryPhase() {
    RequestState ended =
        FIRST.ended(new Ending(Ending.Status.REJECTED, "NO_QUOTA", Samples.NOW, null, false));

    assertThat(decide(FIRST, "f1")).isEqualTo(new DeduplicationDecision.Same(FIRST));
    assertThat(decide(FIRST.parked(new Waiting(3, 10, null)), "f1"))
        .isEqualTo(new DeduplicationDecision.Same(FIRST.parked(new Waiting(3, 10, null))));
    assertThat(decide(ended, "f1")).isEqualTo(new DeduplicationDecision.Same(ended));
  }

  @Test
  void refusesOtherContentUnderAnUsedId() {
    assertThat(decide(FIRST, "f2")).isEqualTo(new DeduplicationDecision.Conflict(FIRST));
  }

  @Test
  void knowsWhatIsOverByItsFingerprint() {
    Known over =
        Remembered.of(
            FIRST.ended(new Ending(Ending.Status.REJECTED, "NO_QUOTA", Samples.NOW, null, false)));

    assertThat(DeduplicationDecision.decide(Optional.of(over), "f1"::equals))
        .isEqualTo(new DeduplicationDecision.Same(over));
    assertThat(DeduplicationDecision.decide(Optional.of(over), "f2"::equals))
        .isEqualTo(new DeduplicationDecision.Conflict(over));
  }

  @Test
  void remembersACancellationWhateverTheContentIs() {
    RequestState cancel = Samples.cancelled(Samples.KEY);

    assertThat(decide(cancel, "f2")).isEqualTo(new DeduplicationDecision.CancelledBefore(cancel));
  }
}
