package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to make, redacted.
 *
 * @param attemptId opaque; sent as {@code x-barnabas-attempt}
 * @param callId opaque, one per HTTP call; sent as {@code x-barnabas-call}
 * @param model the provider's name of the model
 * @param messages the conversation, at least one
 * @param tools the model may ask for
 * @param responseFormat of the answer
 * @param sampling how words are chosen
 * @param passThrough further parameters of the provider's own, name to JSON text; one that names a
 *     field an adapter sets itself makes the outcome {@code REQUEST_INVALID}
 * @param maxOutputTokens always sent: it is what the budget holds
 * @param deadline no call is made after it, and none goes on beyond it
 * @param timeout of this call; null means the partner's
 * @param traceparent W3C trace context; null sends none
 */
public record ModelCall(
    String attemptId,
    String callId,
    String model,
    List<Message> messages,
    List<ToolDefinition> tools,
    ResponseFormat responseFormat,
    Sampling sampling,
    Map<String, String> passThrough,
    int maxOutputTokens,
    Instant deadline,
    @Nullable Duration timeout,
    @Nullable String traceparent) {

  private static final Pattern HEADER_TOKEN = Pattern.compile("[\\x21-\\x7e]{1,200}");

  public ModelCall {
    requireToken(attemptId, "attemptId");
    requireToken(callId, "callId");
    if (traceparent != null) {
      requireToken(traceparent, "traceparent");
    }
    if (requireNonNull(model, "model").isBlank()) {
      throw new IllegalArgumentException("model is blank");
    }
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    requireNonNull(responseFormat, "responseFormat");
    requireNonNull(sampling, "sampling");
    passThrough = Map.copyOf(passThrough);
    requireNonNull(deadline, "deadline");
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("messages is empty");
    }
    if (maxOutputTokens <= 0) {
      throw new IllegalArgumentException("maxOutputTokens must be above 0: " + maxOutputTokens);
    }
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException("timeout must be above 0: " + timeout);
    }
  }

  /** Ids and sizes only: what is said is never printed. */
  @Override
  public String toString() {
    return "ModelCall[attemptId=%s, callId=%s, model=%s, messages=%d, deadline=%s]"
        .formatted(attemptId, callId, model, messages.size(), deadline);
  }

  private static void requireToken(String value, String name) {
    if (!HEADER_TOKEN.matcher(requireNonNull(value, name)).matches()) {
      throw new IllegalArgumentException(name + " must be 1 to 200 printable ASCII characters");
    }
  }
}
