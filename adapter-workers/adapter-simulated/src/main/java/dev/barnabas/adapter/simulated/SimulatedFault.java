package dev.barnabas.adapter.simulated;

import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The faults that a model name {@code fault-…} asks for. */
sealed interface SimulatedFault {

  /** The provider refuses. */
  record Refused(FailureKind kind, int status, String code, @Nullable Duration retryAfter)
      implements SimulatedFault {}

  /** The connection breaks after the latency, with no answer. */
  record Lost(FailureKind kind, String code) implements SimulatedFault {}

  /** No answer comes until the call's bound. */
  record Silent() implements SimulatedFault {}

  /** The answer is spoilt. */
  record Spoilt(Spoiling how) implements SimulatedFault {}

  /** What is wrong with a spoilt answer. */
  enum Spoiling {
    FILTERED,
    REFUSAL,
    CUT_OFF,
    EMPTY_CUT_OFF,
    BROKEN_CONTENT,
    BROKEN_ENVELOPE,
    NO_USAGE
  }

  Pattern AFTER = Pattern.compile("fault-429-after-(\\d{1,9})s");

  /**
   * The fault of a model name; empty for a name that does not begin with {@code fault-}. An unknown
   * fault is an unknown model.
   */
  static Optional<SimulatedFault> of(String model) {
    return model.startsWith("fault-") ? Optional.of(named(model)) : Optional.empty();
  }

  private static SimulatedFault named(String model) {
    Matcher after = AFTER.matcher(model);
    if (after.matches()) {
      return limited(Duration.ofSeconds(Long.parseLong(after.group(1))));
    }
    return switch (model.substring("fault-".length())) {
      case "429-after", "429-date" -> limited(Duration.ofSeconds(2));
      case "429-absurd" -> limited(Duration.ofSeconds(1_000_000_000));
      case "429-bare" -> limited(null);
      case "spend-limit" -> refused(FailureKind.SPEND_LIMIT, 429, "spend_limit_reached");
      case "credit-exhausted" -> refused(FailureKind.SPEND_LIMIT, 429, "insufficient_quota");
      case "400", "422" -> refused(FailureKind.REQUEST_INVALID, 400, "invalid_request");
      case "401" -> refused(FailureKind.AUTHENTICATION_FAILED, 401, "invalid_api_key");
      case "403" -> refused(FailureKind.AUTHENTICATION_FAILED, 403, "forbidden");
      case "413", "context-length" ->
          refused(FailureKind.CONTEXT_TOO_LONG, 400, "context_length_exceeded");
      case "500", "502", "503", "504", "529" ->
          refused(
              FailureKind.PROVIDER_UNAVAILABLE,
              Integer.parseInt(model.substring(6)),
              "unavailable");
      case "reset-early", "reset", "truncated" ->
          new Lost(FailureKind.PROVIDER_UNAVAILABLE, "connection_lost");
      case "malformed", "wrong-content-type" ->
          new Lost(FailureKind.PROVIDER_UNAVAILABLE, "malformed_json");
      case "empty" -> new Lost(FailureKind.PROVIDER_UNAVAILABLE, "empty_body");
      case "huge", "endless" -> new Lost(FailureKind.RESPONSE_TOO_LARGE, "body_too_large");
      case "hang", "drip" -> new Silent();
      case "content-filter" -> new Spoilt(Spoiling.FILTERED);
      case "refusal" -> new Spoilt(Spoiling.REFUSAL);
      case "cut-off" -> new Spoilt(Spoiling.CUT_OFF);
      case "empty-cut-off" -> new Spoilt(Spoiling.EMPTY_CUT_OFF);
      case "contract-violation" -> new Spoilt(Spoiling.BROKEN_CONTENT);
      case "envelope-violation" -> new Spoilt(Spoiling.BROKEN_ENVELOPE);
      case "no-usage" -> new Spoilt(Spoiling.NO_USAGE);
      default -> refused(FailureKind.MODEL_NOT_FOUND, 404, "model_not_found");
    };
  }

  private static SimulatedFault limited(@Nullable Duration retryAfter) {
    return new Refused(FailureKind.RATE_LIMITED, 429, "rate_limit_exceeded", retryAfter);
  }

  private static SimulatedFault refused(FailureKind kind, int status, String code) {
    return new Refused(kind, status, code, null);
  }
}
