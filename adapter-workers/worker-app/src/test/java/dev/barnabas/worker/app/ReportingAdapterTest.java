package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.vocabulary.FailureKind;
import dev.barnabas.worker.pool.StartGate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReportingAdapterTest {
  private static final String OUTCOMES = WorkBench.NAMES.outcomes();

  private final WorkBench bench = new WorkBench();
  private final ScriptedAdapter provider =
      new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));

  @Test
  @Tag("rule-1.1")
  void callsNobodyBeforeTheStartIsAcknowledgedAndEndsOnlyAfterTheEndIs() throws Exception {
    bench.sink.hold();
    AtomicReference<ModelOutcome> outcome = new AtomicReference<>();
    Thread caller = Thread.ofPlatform().start(() -> outcome.set(infer(WorkBench.GRANTED)));

    awaitParked(caller);
    assertThat(bench.sink.outcomeTypes()).containsExactly("CallStarted");
    assertThat(provider.calls).isEmpty();

    bench.sink.acknowledge();
    await().until(() -> bench.sink.sent.size() == 2);
    awaitParked(caller);
    assertThat(bench.sink.outcomeTypes()).containsExactly("CallStarted", "CallEnded");
    assertThat(provider.calls).hasSize(1);
    assertThat(outcome.get()).isNull();

    bench.sink.acknowledge();
    caller.join();
    assertThat(outcome.get()).isInstanceOf(ModelAnswer.class);
  }

  @Test
  @Tag("rule-1.5")
  void namesEachCallByAnIdOfItsOwnAndNumbersIt() {
    Attempt attempt = new Attempt(WorkBench.item().build(), WorkBench.GRANTED);
    ReportingAdapter adapter = reporting(attempt);

    var _ = adapter.infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));
    var _ = adapter.infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(bench.sink.records(OUTCOMES, CallStarted.class))
        .extracting(CallStarted::getCallId, CallStarted::getCallNumber)
        .containsExactly(tuple("call-1", 0), tuple("call-2", 1));
    assertThat(bench.sink.records(OUTCOMES, CallEnded.class))
        .extracting(CallEnded::getCallId)
        .containsExactly("call-1", "call-2");
    assertThat(provider.calls)
        .extracting(call -> call.callId())
        .containsExactly("call-1", "call-2");
    assertThat(attempt.calls()).isEqualTo(2);
  }

  @Test
  void reportsToTheHomePartitionUnderTheAttemptsId() {
    var _ = infer(WorkBench.GRANTED);

    assertThat(bench.sink.sent).hasSize(2).allSatisfy(ReportingAdapterTest::isAtHome);
  }

  @Test
  void reportsWhatTheAnswerBroughtAndUsed() {
    var _ = infer(WorkBench.GRANTED);

    CallEnded ended = bench.sink.records(OUTCOMES, CallEnded.class).getFirst();
    assertThat(ended.getOutcome()).isEqualTo("SUCCESS");
    assertThat(ended.getContent()).isEqualTo("yes");
    assertThat(ended.getFinishReason()).isEqualTo("stop");
    assertThat(ended.getModelVersion()).isEqualTo("model-2026-11");
    assertThat(ended.getProviderRequestId()).isEqualTo("req-1");
    assertThat(ended.getUsage().getInputTokens()).isEqualTo(10);
    assertThat(ended.getUsage().getOutputTokens()).isEqualTo(5);
    assertThat(ended.getUsage().getMeasure()).isEqualTo("PROVIDER_REPORTED");
    assertThat(ended.getRawUsage()).isEqualTo("{\"total_tokens\":15}");
    assertThat(ended.getBilledByProvider()).isEqualTo("YES");
  }

  @Test
  void reportsTheCodeAndStatusOfAFailureAndNoText() {
    ScriptedAdapter refusing =
        new ScriptedAdapter()
            .then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, Duration.ofSeconds(3)));

    var _ =
        new ReportingAdapter(
                refusing,
                new Attempt(WorkBench.item().build(), WorkBench.GRANTED),
                bench.tools().reports(),
                Duration.ofSeconds(30))
            .infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    CallEnded ended = bench.sink.records(OUTCOMES, CallEnded.class).getFirst();
    assertThat(ended.getOutcome()).isEqualTo("RATE_LIMITED");
    assertThat(ended.getHttpStatus()).isEqualTo(429);
    assertThat(ended.getProviderCode()).isEqualTo("refused");
    assertThat(ended.getContent()).isNull();
    assertThat(ended.getUsage()).isNull();
    assertThat(ended.getBilledByProvider()).isNull();
  }

  @Test
  @Tag("rule-5.1")
  void reportsAnAnswerLargerThanARecordWithoutItsContent() {
    bench.withMaxRecordBytes(3_000);
    ScriptedAdapter wordy = new ScriptedAdapter().then(ScriptedAdapter.answer("x".repeat(5_000)));

    ModelOutcome outcome =
        new ReportingAdapter(
                wordy,
                new Attempt(WorkBench.item().build(), WorkBench.GRANTED),
                bench.tools().reports(),
                Duration.ofSeconds(30))
            .infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(((ModelFailure) outcome).kind()).isEqualTo(FailureKind.RESPONSE_TOO_LARGE);
    CallEnded ended = bench.sink.records(OUTCOMES, CallEnded.class).getFirst();
    assertThat(ended.getOutcome()).isEqualTo("RESPONSE_TOO_LARGE");
    assertThat(ended.getContent()).isNull();
    assertThat(ended.getUsage().getOutputTokens()).isEqualTo(5);
  }

  @Test
  void reportsNothingAndCallsNobodyOnceTheItemIsWithdrawn() {
    ModelOutcome outcome = infer(WorkBench.WITHDRAWN);

    assertThat(outcome).isInstanceOf(ModelFailure.class);
    assertThat(bench.sink.sent).isEmpty();
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void reportsNothingAndCallsNobodyPastTheDeadline() {
    ModelOutcome outcome =
        reporting(new Attempt(WorkBench.item().build(), WorkBench.GRANTED))
            .infer(ScriptedAdapter.call(ManualClock.START));

    assertThat(((ModelFailure) outcome).kind()).isEqualTo(FailureKind.EXPIRED_BEFORE_CALL);
    assertThat(bench.sink.sent).isEmpty();
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void reportsTheEndOfACallWhoseAdapterThrew() {
    ScriptedAdapter broken =
        new ScriptedAdapter()
            .then(call -> {
              throw new IllegalStateException("a prompt in a message");
            });

    ModelOutcome outcome =
        new ReportingAdapter(
                broken,
                new Attempt(WorkBench.item().build(), WorkBench.GRANTED),
                bench.tools().reports(),
                Duration.ofSeconds(30))
            .infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(((ModelFailure) outcome).kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(bench.sink.records(OUTCOMES, CallEnded.class))
        .extracting(CallEnded::getOutcome)
        .containsExactly("INTERNAL");
  }

  @Test
  void boundsTheCallByTheDeadlineWhereThatIsNearer() {
    var _ =
        reporting(new Attempt(WorkBench.item().build(), WorkBench.GRANTED))
            .infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(5)));

    assertThat(bench.sink.records(OUTCOMES, CallStarted.class))
        .extracting(CallStarted::getTimeoutMs)
        .containsExactly(5_250L);
  }

  private ModelOutcome infer(StartGate gate) {
    return reporting(new Attempt(WorkBench.item().build(), gate))
        .infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));
  }

  private ReportingAdapter reporting(Attempt attempt) {
    return new ReportingAdapter(provider, attempt, bench.tools().reports(), Duration.ofSeconds(30));
  }

  private static void isAtHome(ProducerRecord<String, byte[]> record) {
    assertThat(record.topic()).isEqualTo(OUTCOMES);
    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.key()).isEqualTo("attempt-1");
  }

  /** Until the thread waits, or has gone on in spite of what it should wait for. */
  private static void awaitParked(Thread thread) {
    await()
        .until(() ->
            thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TERMINATED);
  }
}
