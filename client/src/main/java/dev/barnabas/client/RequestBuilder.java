package dev.barnabas.client;

import static java.util.Objects.requireNonNull;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.RequestMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds requests. Without a correlation id a random one is drawn; without a lane it is REALTIME;
 * without a time to live the route's deadline holds. Not for use by several threads at once.
 */
public final class RequestBuilder {
  private final String tenantId;
  private final String modelId;
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, String> tags = new HashMap<>();
  private final Parameters.Builder parameters = Parameters.newBuilder();
  private String correlationId = UUID.randomUUID().toString();
  private Priority priority = Priority.REALTIME;
  private @Nullable String prompt;
  private @Nullable String userId;
  private @Nullable Long ttlMs;

  private RequestBuilder(String tenantId, String modelId) {
    this.tenantId = requireNonNull(tenantId, "tenantId");
    this.modelId = requireNonNull(modelId, "modelId");
  }

  /** A request of a tenant to a routing alias. */
  public static RequestBuilder of(String tenantId, String modelId) {
    return new RequestBuilder(tenantId, modelId);
  }

  /** One user message; not together with {@link #message}. */
  public RequestBuilder prompt(String text) {
    prompt = requireNonNull(text, "text");
    return this;
  }

  /** One more message of a conversation. */
  public RequestBuilder message(String role, String text) {
    messages.add(Message.newBuilder().setRole(role).setContent(text).build());
    return this;
  }

  /** The tenant's own id of the request; the same id with the same content is answered once. */
  public RequestBuilder correlationId(String id) {
    correlationId = requireNonNull(id, "id");
    return this;
  }

  /** The tenant's own user; never leaves broker-app. */
  public RequestBuilder userId(String id) {
    userId = requireNonNull(id, "id");
    return this;
  }

  /** The slow lane. */
  public RequestBuilder bulk() {
    priority = Priority.BULK;
    return this;
  }

  /** How long the answer is of use, from the append of the request. */
  public RequestBuilder ttl(Duration ttl) {
    ttlMs = ttl.toMillis();
    return this;
  }

  /** The most tokens to generate. */
  public RequestBuilder maxTokens(int tokens) {
    parameters.setMaxTokens(tokens);
    return this;
  }

  /** Sampling temperature, 0 to 2. */
  public RequestBuilder temperature(double temperature) {
    parameters.setTemperature(temperature);
    return this;
  }

  /** A free label for reports. */
  public RequestBuilder tag(String name, String value) {
    tags.put(name, value);
    return this;
  }

  /** The request as it stands. */
  public InferenceRequest build() {
    return InferenceRequest.newBuilder()
        .setModelId(modelId)
        .setPrompt(prompt)
        .setMessages(List.copyOf(messages))
        .setParameters(parameters.build())
        .setMetadata(
            RequestMetadata.newBuilder()
                .setTenantId(tenantId)
                .setUserId(userId)
                .setCorrelationId(correlationId)
                .build())
        .setPriority(priority)
        .setTtlMs(ttlMs)
        .setTags(Map.copyOf(tags))
        .build();
  }
}
