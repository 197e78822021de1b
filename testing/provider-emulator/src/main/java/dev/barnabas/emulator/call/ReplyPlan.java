package dev.barnabas.emulator.call;

import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.ledger.TokenUsage;
import java.time.Duration;
import java.util.Objects;

/**
 * Everything that is decided about an answer before its first byte.
 *
 * @param headers without the provider's standing headers
 * @param latency what passes before the answer is whole, or the refusal is sent
 * @param billed whether the provider charges, once this plan is carried out
 * @param fault wire name of the fault, {@code none} without one
 * @param rateLimited whether it is a 429 of the ordinary kind
 */
public record ReplyPlan(
    int status,
    HttpHeaders headers,
    ReplyBody body,
    Delivery delivery,
    Duration latency,
    boolean billed,
    TokenUsage usage,
    String fault,
    boolean rateLimited) {
  public ReplyPlan {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(latency, "latency");
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(fault, "fault");
  }
}
