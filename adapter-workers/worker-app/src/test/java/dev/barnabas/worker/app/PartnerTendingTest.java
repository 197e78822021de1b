package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.configuration.Partner;
import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.BreakerState;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class PartnerTendingTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String BREAKERS = WorkBench.NAMES.breakers();

  private final WorkBench bench = new WorkBench();
  private final Partner partner =
      WorkBench.partner(
          "breaker: {window: 2, minimum_calls: 2, open: 10s, half_open_calls: 1, health_check: 5s, key_probe: 1m}");
  private final PartnerTending tending = bench.tending(partner);
  private final Provider provider = new Provider();
  private final PartnerSetup setup =
      new PartnerSetup(partner, provider, tending.gates(), bench.meters);

  @Test
  void saysWhereThePartnerStandsAndAgainBeforeTheWordIsStale() {
    tend();
    tend();
    assertThat(words()).extracting(BreakerState::getState).containsExactly("CLOSED");

    bench.clock.advance(BreakerAnnouncer.AGAIN);
    tend();

    assertThat(words()).extracting(BreakerState::getState).containsExactly("CLOSED", "CLOSED");
    assertThat(words()).extracting(BreakerState::getChangedAt).containsOnly(ManualClock.START);
    assertThat(words())
        .allMatch(word -> word.getValidForMs() > 2 * BreakerAnnouncer.AGAIN.toMillis());
  }

  @Test
  void saysNothingWhileItHoldsNothingAndTakesItsWordBackWhenItLosesAll() {
    bench.share = new Share(0, 8);
    tend();
    assertThat(words()).isEmpty();

    bench.share = new Share(3, 8);
    tend();
    bench.share = new Share(0, 8);
    tend();

    assertThat(bench.sink.sent)
        .filteredOn(sent -> sent.topic().equals(BREAKERS))
        .extracting(ProducerRecord::key, sent -> sent.value() == null)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("alpha/worker-1", false),
            org.assertj.core.api.Assertions.tuple("alpha/worker-1", true));
  }

  @Test
  void opensByFailedHealthChecksAloneAndTellsOperationsOnce() {
    provider.status = down(FailureKind.PROVIDER_UNAVAILABLE);
    tend();
    bench.clock.advance(Duration.ofSeconds(5));
    tend();

    assertThat(words()).extracting(BreakerState::getState).containsExactly("CLOSED", "OPEN");
    assertThat(words().getLast().getReason()).isEqualTo("CIRCUIT_OPEN");
    assertThat(alerts()).extracting(Alert::getKind).containsExactly("CIRCUIT_OPEN");
    assertThat(alerts().getFirst().getNumbers())
        .containsEntry("failureRate", "100%")
        .containsEntry("openMs", "10000");
  }

  @Test
  void asksTheProviderBeforeItLetsCallsThroughAgain() {
    provider.status = down(FailureKind.TIMED_OUT);
    tend();
    bench.clock.advance(Duration.ofSeconds(5));
    tend();
    bench.clock.advance(Duration.ofSeconds(10));
    tend();
    assertThat(breaker().state()).as("still down").isEqualTo(PartnerBreaker.State.OPEN);

    provider.status = new HealthStatus.Available(Duration.ZERO);
    bench.clock.advance(Duration.ofSeconds(10));
    tend();

    assertThat(breaker().state()).isEqualTo(PartnerBreaker.State.HALF_OPEN);
    assertThat(words().getLast().getState()).isEqualTo("HALF_OPEN");
    assertThat(provider.calls.get()).as("no paid call").isZero();
  }

  @Test
  void checksAParkedKeyOnlyAfterItsRestAndThenAllowsOneTrial() {
    PartnerKey key = setup.gates().standing().key();
    assertThat(key.permits()).isTrue();
    key.ended(ScriptedAdapter.refusal(FailureKind.AUTHENTICATION_FAILED, 401, null));
    tend();
    assertThat(words().getLast().getState()).isEqualTo("OPEN");
    assertThat(words().getLast().getReason()).isEqualTo("AUTHENTICATION_FAILED");
    assertThat(key.permits()).isFalse();

    provider.status = down(FailureKind.AUTHENTICATION_FAILED);
    bench.clock.advance(Duration.ofMinutes(1));
    tend();
    assertThat(key.permits()).as("still refused").isFalse();

    provider.status = new HealthStatus.Available(Duration.ZERO);
    bench.clock.advance(Duration.ofMinutes(1));
    tend();
    assertThat(key.permits()).isTrue();
    assertThat(key.permits()).as("one trial at a time").isFalse();
    key.ended(ScriptedAdapter.answer("yes"));
    assertThat(key.permits()).isTrue();
    assertThat(alerts()).extracting(Alert::getKind).containsExactly("AUTHENTICATION_FAILED");
  }

  @Test
  void tellsOfALongPauseAsOfAnOpenBreaker() {
    setup.gates().rate().pause(ManualClock.START.plusSeconds(60));

    tend();

    assertThat(words().getLast().getState()).isEqualTo("OPEN");
    assertThat(words().getLast().getReason()).isEqualTo("RATE_LIMITED");
    assertThat(alerts()).extracting(Alert::getKind).containsExactly("RATE_LIMITED");
    assertThat(alerts().getFirst().getNumbers()).containsEntry("pauseMs", "60000");
  }

  @Test
  void keepsWhatItLearnedWhenOtherSettingsChange() {
    setup.gates().rate().pause(ManualClock.START.plusSeconds(60));
    provider.status = down(FailureKind.PROVIDER_UNAVAILABLE);
    tend();
    bench.clock.advance(Duration.ofSeconds(5));
    tend();

    PartnerGates same = tending.changed(setup, partner);
    PartnerGates other =
        tending.changed(setup, WorkBench.partner("breaker: {window: 3, minimum_calls: 2}"));

    assertThat(same.standing().breaker().state()).isEqualTo(PartnerBreaker.State.OPEN);
    assertThat(other.standing().breaker().state()).isEqualTo(PartnerBreaker.State.CLOSED);
    assertThat(other.rate().pausedUntil()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void warnsOfALimitThatIsTooSmallToDivide() {
    bench.share = new Share(1, 8);
    Partner small = WorkBench.partner("rate_limit: 7");
    PartnerTending other = bench.tending(small);

    other.tend(new PartnerSetup(small, provider, other.gates(), bench.meters));

    assertThat(alerts()).extracting(Alert::getKind).containsExactly("RATE_SHARE_EMPTY");
  }

  /** Tends, and waits for the health check that it may have begun. */
  private void tend() {
    boolean due =
        !bench.clock.instant().isBefore(provider.nextCheck)
            || breaker().probeDue(bench.clock.instant())
            || setup.gates().standing().key().checkDue();
    int before = provider.answered.get();
    if (due) {
      provider.nextCheck = bench.clock.instant().plusSeconds(5);
    }
    tending.tend(setup);
    await().atMost(LONG).until(() -> provider.answered.get() >= before + (due ? 1 : 0));
    await().atMost(LONG).until(tending::idle);
  }

  private PartnerBreaker breaker() {
    return setup.gates().standing().breaker();
  }

  private List<BreakerState> words() {
    return bench.sink.sent.stream()
        .filter(sent -> sent.topic().equals(BREAKERS) && sent.value() != null)
        .map(sent -> bench.sink.codec.decode(sent.value(), BreakerState.class))
        .map(parsed -> ((dev.barnabas.topics.Parsed.Read<BreakerState>) parsed).record())
        .toList();
  }

  private List<Alert> alerts() {
    return bench.sink.records(WorkBench.NAMES.alerts(), Alert.class);
  }

  private static HealthStatus down(FailureKind kind) {
    return new HealthStatus.Unavailable(kind, null, ProviderCode.of("down"));
  }

  /** A provider whose health is told to it. */
  private static final class Provider implements ModelAdapter {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile HealthStatus status = new HealthStatus.Available(Duration.ZERO);
    private java.time.Instant nextCheck = ManualClock.START;

    @Override
    public String providerId() {
      return "told";
    }

    @Override
    public ModelOutcome infer(ModelCall call) {
      calls.incrementAndGet();
      return ScriptedAdapter.answer("yes");
    }

    @Override
    public HealthStatus healthCheck() {
      answered.incrementAndGet();
      return status;
    }

    @Override
    public JsonSchema schema() {
      return JsonSchema.of("v1", "{}");
    }
  }
}
