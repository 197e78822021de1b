package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeOutcome.Broken;
import dev.barnabas.adapter.http.ExchangeOutcome.Streamed;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An adapter of a provider that speaks JSON over HTTP: deadline, rules, key, the call, streamed
 * where the provider streams, and the check of the answer against the envelope. The provider's own
 * words are in its {@link ProviderProtocol}.
 */
public final class HttpModelAdapter implements ModelAdapter {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_CALL = Duration.ofMillis(1);
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

  /** What a probe may meet at a provider that serves calls: not every one lists its models. */
  private static final Set<FailureKind> ANSWERS_CALLS =
      Set.of(FailureKind.RATE_LIMITED, FailureKind.MODEL_NOT_FOUND, FailureKind.REQUEST_INVALID);

  private final String providerId;
  private final AdapterSettings settings;
  private final JsonSchema schema;
  private final ProviderProtocol protocol;
  private final AnswerReading answers;
  private final StreamOutcomes streams;

  public HttpModelAdapter(
      String providerId, AdapterSettings settings, JsonSchema schema, ProviderProtocol protocol) {
    this.providerId = requireNonNull(providerId, "providerId");
    this.settings = requireNonNull(settings, "settings");
    this.schema = requireNonNull(schema, "schema");
    this.protocol = requireNonNull(protocol, "protocol");
    this.answers = new AnswerReading(protocol, schema);
    this.streams = new StreamOutcomes(protocol, answers);
  }

  @Override
  public String providerId() {
    return providerId;
  }

  @Override
  public JsonSchema schema() {
    return schema;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Instant now = settings.clock().instant();
    CallTimes notMade = CallTimes.none(now);
    Duration toDeadline = Duration.between(now, call.deadline());
    Duration own = call.timeout() == null ? settings.limits().total() : call.timeout();
    boolean deadlineIsNearer = toDeadline.compareTo(own) < 0;
    Duration total = deadlineIsNearer ? toDeadline : own;
    if (total.compareTo(SHORTEST_CALL) < 0) {
      return ModelFailure.notSent(FailureKind.EXPIRED_BEFORE_CALL, "deadline_passed", notMade);
    }
    Optional<ProviderCode> refusal = protocol.rules().refusal(call);
    if (refusal.isPresent()) {
      return ModelFailure.notSent(FailureKind.REQUEST_INVALID, refusal.get().code(), notMade);
    }
    Optional<String> key = key();
    if (key.isEmpty()) {
      return ModelFailure.notSent(FailureKind.AUTHENTICATION_FAILED, "api_key_missing", notMade);
    }
    StreamAssembly assembly = settings.streaming() ? protocol.assembly(call) : null;
    return assembly == null
        ? answers.whole(call, protocol.send(call, key.get(), total, null))
        : streamed(call, key.get(), total, assembly, deadlineIsNearer);
  }

  private ModelOutcome streamed(
      ModelCall call,
      String key,
      Duration total,
      StreamAssembly assembly,
      boolean deadlineIsNearer) {
    StreamReader reader = new StreamReader(assembly, settings.limits(), call.maxOutputTokens());
    return switch (protocol.send(call, key, total, reader)) {
      case Answered answered -> answers.read(call, answered);
      case Streamed streamed -> streams.ended(call, streamed, assembly);
      case Broken broken -> streams.broken(call, broken, reader, deadlineIsNearer);
    };
  }

  @Override
  public HealthStatus healthCheck() {
    Optional<String> key = key();
    if (key.isEmpty()) {
      return unavailable(
          FailureKind.AUTHENTICATION_FAILED, null, ProviderCode.of("api_key_missing"));
    }
    return switch (protocol.probe(key.get(), PROBE_TIMEOUT)) {
      case Broken broken ->
          unavailable(broken.reason().kind(), null, broken.failure().providerCode());
      case Answered answered -> health(answered);
      case Streamed streamed -> new HealthStatus.Available(streamed.times().latency());
    };
  }

  @Override
  public void close() {
    protocol.close();
  }

  private HealthStatus health(Answered answered) {
    HealthStatus available = new HealthStatus.Available(answered.times().latency());
    if (AnswerReading.isSuccess(answered.status())) {
      return available;
    }
    JsonNode body = JsonText.read(answered.body()).orElse(MissingNode.getInstance());
    ModelFailure failure = protocol.failure(answered, body);
    return ANSWERS_CALLS.contains(failure.kind())
        ? available
        : unavailable(failure.kind(), answered.status(), failure.providerCode());
  }

  private Optional<String> key() {
    try {
      return Optional.ofNullable(settings.apiKey().get())
          .map(String::strip)
          .filter(key -> PRINTABLE.matcher(key).matches());
    } catch (RuntimeException e) {
      // A key file that cannot be read now may be there for the next call.
      return Optional.empty();
    }
  }

  private static HealthStatus unavailable(
      FailureKind kind, @Nullable Integer status, ProviderCode code) {
    return new HealthStatus.Unavailable(kind, status, code);
  }
}
