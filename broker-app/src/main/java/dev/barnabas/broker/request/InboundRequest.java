package dev.barnabas.broker.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as read, before any policy: structure is known, values are not checked.
 *
 * @param key the identity
 * @param userId the tenant's user
 * @param model the routing alias
 * @param prompt the prompt, where no messages are given
 * @param messages the conversation
 * @param tools the functions
 * @param answerFormat the form of the answer
 * @param sampling how to generate
 * @param lane the lane
 * @param deadline when the answer is worthless
 * @param ttlMs milliseconds from append to the deadline; wins over deadline
 * @param classification the data class
 * @param costCentre who pays inside the tenant
 * @param tags free labels
 * @param fingerprints of its canonical form
 * @param traceparent W3C trace context
 * @param size bytes of the record's value
 */
public record InboundRequest(
    RequestKey key,
    @Nullable String userId,
    String model,
    @Nullable String prompt,
    List<ChatMessage> messages,
    List<FunctionDefinition> tools,
    @Nullable AnswerFormat answerFormat,
    Sampling sampling,
    Lane lane,
    @Nullable Instant deadline,
    @Nullable Long ttlMs,
    @Nullable String classification,
    @Nullable String costCentre,
    Map<String, String> tags,
    Fingerprints fingerprints,
    @Nullable String traceparent,
    int size) {
  public InboundRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    tags = Map.copyOf(tags);
  }

  /** The content, a prompt as one user message. */
  public Original original() {
    List<ChatMessage> all = prompt == null ? messages : List.of(ChatMessage.of("user", prompt));
    return new Original(all, tools, answerFormat, sampling);
  }
}
