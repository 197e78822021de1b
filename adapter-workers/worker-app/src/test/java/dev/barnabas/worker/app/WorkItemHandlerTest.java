package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Tick;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.vocabulary.FailureKind;
import dev.barnabas.worker.pool.HandbackReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WorkItemHandlerTest {
  private static final String FALLBACK = WorkBench.NAMES.fallback();

  private final WorkBench bench = new WorkBench();
  private final ScriptedAdapter provider = new ScriptedAdapter();

  @Test
  void reportsAnAnsweredItemByItsCallAlone() {
    provider.then(ScriptedAdapter.answer("yes"));

    work(WorkBench.item().build());

    assertThat(bench.sink.outcomeTypes()).containsExactly("CallStarted", "CallEnded");
  }

  @Test
  @Tag("rule-1.5")
  void reportsEachRepeatedCallAndThenTheFailedAttempt() {
    provider.then(ScriptedAdapter.refusal(FailureKind.PROVIDER_UNAVAILABLE, 503, null));

    work(WorkBench.item().build());

    assertThat(bench.sink.outcomeTypes())
        .containsExactly(
            "CallStarted",
            "CallEnded",
            "CallStarted",
            "CallEnded",
            "CallStarted",
            "CallEnded",
            "FailedAttempt");
    FailedAttempt failed = onlyFailure();
    assertThat(failed.getKind()).isEqualTo("PROVIDER_UNAVAILABLE");
    assertThat(failed.getCalls()).isEqualTo(3);
    assertThat(failed.getAttemptId()).isEqualTo("attempt-1");
    assertThat(bench.sink.sent.getLast().partition()).isEqualTo(3);
  }

  @Test
  void callsNobodyForAnItemWhoseRequestHasEnded() {
    bench.cancelled.add("attempt-1", ManualClock.START.plusSeconds(600));

    work(WorkBench.item().build());

    assertThat(bench.sink.outcomeTypes()).containsExactly("FailedAttempt");
    assertThat(onlyFailure().getKind()).isEqualTo("CANCELLED_BEFORE_CALL");
  }

  @Test
  @Tag("rule-3.7")
  void callsNobodyForAnItemPastItsDeadline() {
    work(WorkBench.item().setDeadline(ManualClock.START).build());

    assertThat(provider.calls).isEmpty();
    assertThat(onlyFailure().getKind()).isEqualTo("EXPIRED_BEFORE_CALL");
    assertThat(onlyFailure().getCalls()).isZero();
  }

  @Test
  void leavesAWithdrawnItemAlone() {
    provider.then(ScriptedAdapter.answer("yes"));

    var stage =
        bench.handler(provider).handle(bench.record(WorkBench.item().build()), WorkBench.WITHDRAWN);

    assertThat(stage.toCompletableFuture()).isCompleted();
    assertThat(provider.calls).isEmpty();
    assertThat(bench.sink.sent).isEmpty();
  }

  @Test
  void leavesAWithdrawnItemAloneThoughItsDeadlinePassed() {
    var _ =
        bench
            .handler(provider)
            .handle(
                bench.record(WorkBench.item().setDeadline(ManualClock.START).build()),
                WorkBench.WITHDRAWN);

    assertThat(bench.sink.sent).isEmpty();
  }

  @Test
  void handsARedeliveredItemBackWithoutACall() {
    var _ =
        bench
            .handler(provider)
            .handBack(bench.record(WorkBench.item().build()), HandbackReason.REDELIVERED);

    assertThat(provider.calls).isEmpty();
    assertThat(onlyFailure().getKind()).isEqualTo("REDELIVERED");
  }

  @Test
  void publishesAnOutcomeUntilKafkaTakesIt() {
    provider.then(ScriptedAdapter.answer("yes"));
    bench.sink.failNext(new TimeoutException("no leader"));
    bench.sink.failNext(new TimeoutException("no leader"));

    work(WorkBench.item().build());

    assertThat(bench.sink.outcomeTypes()).containsExactly("CallStarted", "CallEnded");
    assertThat(provider.calls).hasSize(1);
    assertThat(bench.clock.sleeps).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void buriesARecordThatIsNoWorkItem() {
    var _ =
        bench
            .handler(provider)
            .handle(
                WorkBench.record("not a record".getBytes(StandardCharsets.UTF_8)),
                WorkBench.GRANTED);

    DeadLetter letter = onlyLetter();
    assertThat(letter.getReason()).isEqualTo("UNREADABLE");
    assertThat(letter.getSourceTopic()).isEqualTo(WorkBench.NAMES.work("alpha"));
    assertThat(letter.getSourceOffset()).isEqualTo(7);
    assertThat(letter.getComponent()).isEqualTo("worker-app");
  }

  @Test
  void buriesARecordOfAnotherType() {
    var _ =
        bench
            .handler(provider)
            .handle(bench.record(new Tick(0, ManualClock.START, "broker")), WorkBench.GRANTED);

    assertThat(onlyLetter().getDetail()).isEqualTo("WRONG_RECORD");
  }

  @Test
  void buriesAnItemWhoseOutcomesWouldHaveNoPartition() {
    work(WorkBench.item().setHomePartition(4).build());

    assertThat(onlyLetter().getPosition()).isEqualTo("homePartition");
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void buriesAnItemOfAnotherPartner() {
    work(WorkBench.item().setPartnerId("beta").build());

    assertThat(onlyLetter().getReason()).isEqualTo("MISPLACED");
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void reportsAnItemThatNoCallCanBe() {
    work(
        WorkBench.item()
            .setMessages(
                List.of(Message.newBuilder().setRole("narrator").setContent("once").build()))
            .build());

    assertThat(onlyFailure().getKind()).isEqualTo("REQUEST_INVALID");
    assertThat(onlyFailure().getCalls()).isZero();
  }

  @Test
  void callsOnceWithAKeyThatIsRefusedAndHandsOnWhatCanGoElsewhere() {
    provider.then(ScriptedAdapter.refusal(FailureKind.AUTHENTICATION_FAILED, 401, null));
    WorkItemHandler handler = bench.handler(provider);
    WorkItem item = WorkBench.item().setHasFallback(true).build();

    for (int i = 0; i < 3; i++) {
      var _ = handler.handle(bench.record(item), WorkBench.GRANTED);
    }

    assertThat(provider.calls).hasSize(1);
    assertThat(bench.sink.records(FALLBACK, FailedAttempt.class))
        .extracting(FailedAttempt::getKind, FailedAttempt::getCalls)
        .containsExactly(
            tuple("AUTHENTICATION_FAILED", 1),
            tuple("AUTHENTICATION_FAILED", 0),
            tuple("AUTHENTICATION_FAILED", 0));
    assertThat(alerts()).hasSize(1);
    assertThat(alerts().getFirst().getSubject()).isEqualTo("alpha");
    assertThat(alerts().getFirst().getKind()).isEqualTo("AUTHENTICATION_FAILED");
    assertThat(alerts().getFirst().getNumbers())
        .containsEntry("httpStatus", "401")
        .containsEntry("providerCode", "refused");
  }

  @Test
  void callsAgainWithAnotherKey() {
    provider
        .then(ScriptedAdapter.refusal(FailureKind.SPEND_LIMIT, 429, null))
        .then(ScriptedAdapter.answer("yes"));
    WorkItemHandler handler = bench.handler(provider);
    WorkItem item = WorkBench.item().setHasFallback(true).build();
    var _ = handler.handle(bench.record(item), WorkBench.GRANTED);
    var _ = handler.handle(bench.record(item), WorkBench.GRANTED);
    assertThat(provider.calls).hasSize(1);

    bench.keyHash = "key-2";
    var _ = handler.handle(bench.record(item), WorkBench.GRANTED);

    assertThat(provider.calls).hasSize(2);
  }

  @Test
  void holdsAnItemThatCanGoNowhereToItsDeadline() {
    provider.then(ScriptedAdapter.refusal(FailureKind.SPEND_LIMIT, 429, null));
    WorkItemHandler handler = bench.handler(provider);
    var _ =
        handler.handle(
            bench.record(WorkBench.item().setHasFallback(true).build()), WorkBench.GRANTED);
    WorkItem held = WorkBench.item().setDeadline(ManualClock.START.plusSeconds(120)).build();

    var _ = handler.handle(bench.record(held), WorkBench.GRANTED);

    assertThat(provider.calls).hasSize(1);
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(120));
    assertThat(bench.sink.records(FALLBACK, FailedAttempt.class).getLast().getKind())
        .isEqualTo("EXPIRED_BEFORE_CALL");
  }

  @Test
  void triesAParkedKeyOnceItHasRested() {
    provider
        .then(ScriptedAdapter.refusal(FailureKind.SPEND_LIMIT, 429, null))
        .then(ScriptedAdapter.answer("yes"));
    WorkItemHandler handler =
        bench.handler(bench.setup(provider, WorkBench.partner("breaker: {key_probe: 1m}")));
    var _ =
        handler.handle(
            bench.record(WorkBench.item().setHasFallback(true).build()), WorkBench.GRANTED);

    var _ = handler.handle(bench.record(WorkBench.item().build()), WorkBench.GRANTED);

    assertThat(provider.calls).hasSize(2);
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
    assertThat(bench.sink.outcomeTypes()).endsWith("CallStarted", "CallEnded");
  }

  @Test
  void countsAttemptsAndCallsWithoutNamingATenant() {
    provider.then(ScriptedAdapter.answer("yes"));

    work(WorkBench.item().build());

    assertThat(
            bench
                .registry
                .get(WorkerMeters.ATTEMPTS)
                .tag(WorkerMeters.TAG_OUTCOME, "SUCCESS")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(bench.registry.get(WorkerMeters.CALL_DURATION).timer().count()).isEqualTo(1);
    assertThat(
            bench
                .registry
                .get(WorkerMeters.TOKENS)
                .tag(WorkerMeters.TAG_TOKEN_TYPE, "output")
                .summary()
                .totalAmount())
        .isEqualTo(5);
    assertThat(bench.registry.getMeters())
        .flatExtracting(meter -> meter.getId().getTags())
        .extracting(tag -> tag.getKey())
        .doesNotContain("tenant");
  }

  @Test
  @Tag("rule-1.5")
  void sumsNoCalls() {
    provider
        .then(ScriptedAdapter.refusal(FailureKind.PROVIDER_UNAVAILABLE, 503, null))
        .then(ScriptedAdapter.answer("yes"));

    work(WorkBench.item().build());

    assertThat(bench.sink.records(WorkBench.NAMES.outcomes(), CallEnded.class))
        .extracting(CallEnded::getCallId, CallEnded::getOutcome)
        .containsExactly(tuple("call-1", "PROVIDER_UNAVAILABLE"), tuple("call-2", "SUCCESS"));
    assertThat(bench.sink.records(FALLBACK, FailedAttempt.class)).isEmpty();
  }

  private void work(WorkItem item) {
    var stage = bench.handler(provider).handle(bench.record(item), WorkBench.GRANTED);
    assertThat(stage.toCompletableFuture()).isCompleted();
  }

  private FailedAttempt onlyFailure() {
    List<FailedAttempt> failed = bench.sink.records(FALLBACK, FailedAttempt.class);
    assertThat(failed).hasSize(1);
    return failed.getFirst();
  }

  private DeadLetter onlyLetter() {
    List<DeadLetter> letters = bench.sink.records(WorkBench.NAMES.deadLetter(), DeadLetter.class);
    assertThat(letters).hasSize(1);
    assertThat(bench.sink.outcomeTypes()).isEmpty();
    return letters.getFirst();
  }

  private List<Alert> alerts() {
    return bench.sink.records(WorkBench.NAMES.alerts(), Alert.class);
  }
}
