package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.vocabulary.FailureKind;
import dev.barnabas.worker.app.KeyState.InUse;
import dev.barnabas.worker.app.KeyState.OnTrial;
import dev.barnabas.worker.app.KeyState.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyStateTest {
  private static final Instant NOW = ManualClock.START;
  private static final Duration REST = Duration.ofMinutes(5);
  private static final KeyState SPENT =
      KeyState.refused(new InUse(), FailureKind.SPEND_LIMIT, "k", NOW, REST);
  private static final KeyState REFUSED =
      KeyState.refused(new InUse(), FailureKind.AUTHENTICATION_FAILED, "k", NOW, REST);

  @Test
  void parksForARefusedKeyAndASpentAccountOnly() {
    assertThat(Arrays.stream(FailureKind.values()).filter(KeyState::parks))
        .containsExactly(FailureKind.AUTHENTICATION_FAILED, FailureKind.SPEND_LIMIT);
  }

  @Test
  void makesNoCallWhileItRests() {
    assertThat(granted(SPENT, "k", NOW.plus(REST).minusMillis(1))).isFalse();
    assertThat(granted(REFUSED, "k", NOW.plus(REST).minusMillis(1))).isFalse();
  }

  @Test
  void isUsedAgainAsSoonAsItIsAnother() {
    assertThat(KeyState.ask(SPENT, "other", NOW).next()).isEqualTo(new InUse());
    KeyState onTrial = KeyState.ask(SPENT, "k", NOW.plus(REST)).next();
    assertThat(KeyState.ask(onTrial, "other", NOW).next()).isEqualTo(new InUse());
  }

  @Test
  void isTriedByOneCallAfterItsRest() {
    KeyState.Permission first = KeyState.ask(SPENT, "k", NOW.plus(REST));

    assertThat(first.granted()).isTrue();
    assertThat(granted(first.next(), "k", NOW.plus(REST))).isFalse();
    assertThat(KeyState.accepted(first.next())).isEqualTo(new InUse());
  }

  @Test
  void isTriedOnlyAfterAFreeCheckTookIt() {
    assertThat(granted(REFUSED, "k", NOW.plus(REST))).isFalse();
    assertThat(KeyState.checked(REFUSED, true, NOW, REST)).as("too early").isEqualTo(REFUSED);

    KeyState checked = KeyState.checked(REFUSED, true, NOW.plus(REST), REST);

    assertThat(granted(checked, "k", NOW.plus(REST))).isTrue();
  }

  @Test
  void restsAgainWhenTheCheckOrTheTrialIsRefused() {
    Instant later = NOW.plus(REST);
    assertThat(KeyState.checked(REFUSED, false, later, REST))
        .isEqualTo(
            new Parked(FailureKind.AUTHENTICATION_FAILED, "k", NOW, later.plus(REST), false));
    KeyState onTrial = KeyState.ask(SPENT, "k", later).next();
    assertThat(KeyState.refused(onTrial, FailureKind.SPEND_LIMIT, "k", later, REST))
        .isEqualTo(new Parked(FailureKind.SPEND_LIMIT, "k", NOW, later.plus(REST), false));
    assertThat(KeyState.undecided(onTrial, later, REST))
        .isEqualTo(new Parked(FailureKind.SPEND_LIMIT, "k", NOW, later.plus(REST), false));
  }

  @Test
  void keepsItsTrialWhenThatWasNotMade() {
    KeyState onTrial = KeyState.ask(SPENT, "k", NOW.plus(REST)).next();

    assertThat(onTrial).isInstanceOf(OnTrial.class);
    assertThat(granted(KeyState.notMade(onTrial), "k", NOW.plus(REST))).isTrue();
  }

  @Test
  void learnsNothingFromACallThatBeganBeforeItWasParked() {
    assertThat(KeyState.accepted(SPENT)).isEqualTo(SPENT);
    assertThat(KeyState.refused(SPENT, FailureKind.SPEND_LIMIT, "k", NOW.plusSeconds(9), REST))
        .isEqualTo(SPENT);
  }

  private static boolean granted(KeyState state, String key, Instant now) {
    return KeyState.ask(state, key, now).granted();
  }
}
