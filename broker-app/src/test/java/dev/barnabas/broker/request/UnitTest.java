package dev.barnabas.broker.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.vocabulary.DeadLetterReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UnitTest {
  private static final RequestKey KEY = Samples.KEY;
  private static final Instant NOW = Samples.NOW;
  private static final WindowKey WINDOW = new WindowKey("acme", "tenant", "unfinished", "-");
  private static final Timer TIMER = new Timer(NOW, Timer.Kind.DEADLINE, KEY, "");

  private static final Waiting PLACE = new Waiting(1, 10, null);

  private final InMemoryState state = new InMemoryState();

  private static void changeEverything(Unit unit) {
    unit.put(Samples.open(KEY, "f"));
    unit.putAttempt("a1", KEY);
    unit.putSealedContent(KEY, "sealed".getBytes(UTF_8));
    unit.put(WINDOW, Balance.EMPTY.reserve(BigDecimal.ONE));
    unit.schedule(TIMER);
    unit.park(KEY, Lane.BULK, new Waiting(unit.ticket(), 10, null));
    assertThat(unit.nextDecision()).isZero();
    assertThat(unit.nextUsageEvent()).isZero();
  }

  @Test
  void readsThroughToTheStoredState() {
    state.put(Samples.open(KEY, "f"));
    state.putAttempt("a1", KEY);
    state.putSealedContent(KEY, "sealed".getBytes(UTF_8));
    state.put(WINDOW, Balance.EMPTY.reserve(BigDecimal.ONE));
    state.park(KEY, Lane.BULK, PLACE);

    Unit unit = new Unit(state, NOW);

    assertThat(unit.request(KEY)).contains(Samples.open(KEY, "f"));
    assertThat(unit.attempt("a1")).contains(KEY);
    assertThat(unit.sealedContent(KEY)).isPresent();
    assertThat(unit.balance(WINDOW).reserved()).isOne();
    assertThat(unit.parked("acme", Lane.BULK)).isEqualTo(new Parked(1, 10));
    assertThat(unit.parkedHead("acme")).contains(KEY);
    assertThat(unit.nextParkedTenant("")).contains("acme");
  }

  @Test
  void seesItsOwnChangesBeforeTheyAreWritten() {
    Unit unit = new Unit(state, NOW);
    changeEverything(unit);

    assertThat(unit.request(KEY)).isPresent();
    assertThat(unit.attempt("a1")).contains(KEY);
    assertThat(unit.sealedContent(KEY)).isPresent();
    assertThat(unit.balance(WINDOW).reserved()).isOne();
    assertThat(unit.parked("acme", Lane.BULK)).isEqualTo(new Parked(1, 10));
    assertThat(unit.parked("acme", Lane.REALTIME)).isEqualTo(Parked.NONE);

    unit.forget(KEY);
    unit.forgetAttempt("a1");
    unit.deleteContent(KEY);
    unit.unpark(KEY, Lane.BULK, PLACE);

    assertThat(unit.request(KEY)).isEmpty();
    assertThat(unit.attempt("a1")).isEmpty();
    assertThat(unit.sealedContent(KEY)).isEmpty();
    assertThat(unit.parked("acme", Lane.BULK)).isEqualTo(Parked.NONE);
  }

  @Test
  @Tag("rule-5.3")
  void leavesNoTraceUntilItIsWrittenNorWhenItIsDropped() {
    Unit unit = new Unit(state, NOW);
    changeEverything(unit);

    assertThat(state.requests()).isEmpty();
    assertThat(state.attempts()).isZero();
    assertThat(state.contents()).isZero();
    assertThat(state.balances()).isEmpty();
    assertThat(state.timers()).isEmpty();
    assertThat(state.parked()).isZero();
    assertThat(state.meta()).isEqualTo(PartitionMeta.NEW);
  }

  @Test
  void writesEverythingAtOnce() {
    Unit unit = new Unit(state, NOW);
    changeEverything(unit);
    unit.write();

    assertThat(state.request(KEY)).isPresent();
    assertThat(state.attempt("a1")).contains(KEY);
    assertThat(state.sealedContent(KEY)).isPresent();
    assertThat(state.balance(WINDOW).reserved()).isOne();
    assertThat(state.timers()).containsExactly(TIMER);
    assertThat(state.parkedHead("acme")).contains(KEY);
    assertThat(state.meta())
        .isEqualTo(new PartitionMeta(NOW, 1, 1, 1, Instant.EPOCH, Instant.EPOCH, NOW));
  }

  @Test
  void deletesWhatItForgot() {
    changeEverything(new Unit(state, NOW));
    Unit first = new Unit(state, NOW);
    changeEverything(first);
    first.write();

    Unit unit = new Unit(state, NOW);
    unit.forget(KEY);
    unit.forgetAttempt("a1");
    unit.deleteContent(KEY);
    unit.put(WINDOW, Balance.EMPTY);
    unit.unschedule(TIMER);
    unit.unpark(KEY, Lane.BULK, PLACE);
    unit.write();

    assertThat(state.requests()).isEmpty();
    assertThat(state.attempts()).isZero();
    assertThat(state.contents()).isZero();
    assertThat(state.balances()).isEmpty();
    assertThat(state.timers()).isEmpty();
    assertThat(state.parked()).isZero();
  }

  @Test
  void keepsATimerThatWasTakenBackAndSetAgain() {
    Unit unit = new Unit(state, NOW);
    unit.schedule(TIMER);
    unit.unschedule(TIMER);
    unit.schedule(TIMER);
    unit.write();

    assertThat(state.timers()).containsExactly(TIMER);
  }

  @Test
  @Tag("rule-2.5")
  void neverGoesBackBehindThePartitionsOwnTime() {
    Unit ahead = new Unit(state, NOW);
    ahead.write();

    Unit behind = new Unit(state, NOW.minus(Duration.ofMinutes(5)));
    assertThat(behind.now()).isEqualTo(NOW);
    behind.write();
    assertThat(new Unit(state, NOW.plusMillis(1)).now()).isEqualTo(NOW.plusMillis(1));
  }

  @Test
  void numbersDecisionsUsageEventsAndTicketsOnOverUnits() {
    Unit first = new Unit(state, NOW);
    assertThat(first.nextDecision()).isZero();
    assertThat(first.nextDecision()).isOne();
    assertThat(first.ticket()).isOne();
    first.write();

    Unit dropped = new Unit(state, NOW);
    assertThat(dropped.nextDecision()).isEqualTo(2);
    Unit second = new Unit(state, NOW);
    assertThat(second.nextDecision()).isEqualTo(2);
    assertThat(second.nextUsageEvent()).isZero();
    assertThat(second.ticket()).isEqualTo(2);
  }

  @Test
  void keepsItsOutputsInOrder() {
    Unit unit = new Unit(state, NOW);
    Output one = new Output.Refused(DeadLetterReason.TOO_OLD, null, null);
    Output two = new Output.Refused(DeadLetterReason.MISPLACED, null, null);
    unit.emit(one);
    unit.emit(two);

    assertThat(unit.outputs()).containsExactly(one, two);
  }
}
