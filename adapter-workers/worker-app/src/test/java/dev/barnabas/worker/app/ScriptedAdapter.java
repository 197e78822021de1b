package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.FinishReason;
import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Role;
import dev.barnabas.adapter.Sampling;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.UsageMeasure;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A provider that answers by a script; what comes after the script is its last line again. */
final class ScriptedAdapter implements ModelAdapter {
  final List<ModelCall> calls = new CopyOnWriteArrayList<>();
  private final Deque<Function<ModelCall, ModelOutcome>> script = new ArrayDeque<>();
  private boolean closed;

  ScriptedAdapter then(ModelOutcome outcome) {
    return then(call -> outcome);
  }

  ScriptedAdapter then(Function<ModelCall, ModelOutcome> line) {
    script.add(line);
    return this;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    calls.add(call);
    Function<ModelCall, ModelOutcome> line =
        script.size() > 1 ? script.removeFirst() : script.getFirst();
    return line.apply(call);
  }

  @Override
  public String providerId() {
    return "scripted";
  }

  @Override
  public HealthStatus healthCheck() {
    return new HealthStatus.Available(Duration.ZERO);
  }

  @Override
  public JsonSchema schema() {
    return JsonSchema.of("v1", "{}");
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean closed() {
    return closed;
  }

  static ModelAnswer answer(String content) {
    return new ModelAnswer(
        content,
        List.of(),
        FinishReason.STOP,
        TokenUsage.of(10, 5, UsageMeasure.PROVIDER_REPORTED),
        "{\"total_tokens\":15}",
        "model-2026-11",
        "req-1",
        "resp-1",
        new CallTimes(ManualClock.START, ManualClock.START, ManualClock.START.plusSeconds(1)));
  }

  static ModelFailure failure(FailureKind kind) {
    return ModelFailure.of(kind, "scripted", CallTimes.none(ManualClock.START));
  }

  static ModelFailure refusal(FailureKind kind, int status, @Nullable Duration retryAfter) {
    return new ModelFailure(
        kind,
        status,
        retryAfter,
        ProviderCode.of("refused"),
        null,
        null,
        null,
        "req-2",
        CallTimes.none(ManualClock.START));
  }

  static ModelCall call(Instant deadline) {
    return new ModelCall(
        "attempt-1",
        "none",
        "model",
        List.of(Message.of(Role.USER, "12345678")),
        List.of(),
        ResponseFormat.TEXT,
        Sampling.UNSET,
        Map.of(),
        100,
        deadline,
        null,
        null);
  }
}
