package dev.barnabas.adapter.simulated;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallRules;
import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.http.RetryAfter;
import dev.barnabas.adapter.simulated.SimulatedFault.Lost;
import dev.barnabas.adapter.simulated.SimulatedFault.Refused;
import dev.barnabas.adapter.simulated.SimulatedFault.Silent;
import dev.barnabas.adapter.simulated.SimulatedFault.Spoilt;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A provider inside the process. */
final class SimulatedAdapter implements ModelAdapter {
  private static final CallRules RULES =
      new CallRules(
          Set.of("model", "messages", "max_tokens", "n", "stream"), Set.of("image"), false);

  private final AdapterSettings settings;
  private final JsonSchema schema;
  private final Latency latency;
  private final SimulatedAnswers answers;
  private final Pause pause;

  SimulatedAdapter(
      AdapterSettings settings, JsonSchema schema, Latency latency, AnswerText text, Pause pause) {
    this.settings = settings;
    this.schema = schema;
    this.latency = latency;
    this.answers = new SimulatedAnswers(schema, text);
    this.pause = pause;
  }

  @Override
  public String providerId() {
    return "simulated";
  }

  @Override
  public JsonSchema schema() {
    return schema;
  }

  @Override
  public HealthStatus healthCheck() {
    return new HealthStatus.Available(Duration.ZERO);
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Instant startedAt = settings.clock().instant();
    Duration total = total(call, startedAt);
    if (total.isNegative() || total.isZero()) {
      return ModelFailure.notSent(
          FailureKind.EXPIRED_BEFORE_CALL, "deadline_passed", CallTimes.none(startedAt));
    }
    Optional<ProviderCode> refusal = RULES.refusal(call);
    if (refusal.isPresent()) {
      return ModelFailure.notSent(
          FailureKind.REQUEST_INVALID, refusal.get().code(), CallTimes.none(startedAt));
    }
    SimulatedFault fault = SimulatedFault.of(call.model()).orElse(null);
    Duration wanted = fault instanceof Silent ? total.plusMillis(1) : latencyOf(call);
    boolean inTime = wanted.compareTo(total) <= 0;
    try {
      pause.last(inTime ? wanted : total);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ModelFailure.of(FailureKind.UNKNOWN, "interrupted", until(startedAt));
    }
    return inTime
        ? outcome(call, fault, until(startedAt))
        : ModelFailure.of(FailureKind.TIMED_OUT, "total_timeout", until(startedAt));
  }

  private ModelOutcome outcome(ModelCall call, @Nullable SimulatedFault fault, CallTimes times) {
    return switch (fault) {
      case null -> answers.outcome(call, null, times);
      case Spoilt(var how) -> answers.outcome(call, how, times);
      case Lost(var kind, var code) -> ModelFailure.of(kind, code, times);
      case Refused refused -> refusal(refused, call, times);
      case Silent() -> throw new IllegalStateException("a silent call cannot be in time");
    };
  }

  private static ModelFailure refusal(Refused refused, ModelCall call, CallTimes times) {
    Duration wait = refused.retryAfter();
    return new ModelFailure(
        refused.kind(),
        refused.status(),
        wait == null || wait.compareTo(RetryAfter.MAX) <= 0 ? wait : RetryAfter.MAX,
        ProviderCode.of(refused.code()),
        null,
        null,
        null,
        SimulatedAnswers.requestId(call),
        times);
  }

  /** The same call id waits the same time, whatever runs beside it. */
  private Duration latencyOf(ModelCall call) {
    return SimulatedModel.latency(call.model(), latency)
        .sample(new SplittableRandom(Seed.of(call.callId())));
  }

  private Duration total(ModelCall call, Instant now) {
    Duration left = Duration.between(now, call.deadline());
    Duration own = call.timeout() == null ? settings.limits().total() : call.timeout();
    return left.compareTo(own) < 0 ? left : own;
  }

  private CallTimes until(Instant startedAt) {
    Instant endedAt = settings.clock().instant();
    return new CallTimes(startedAt, endedAt, endedAt);
  }
}
