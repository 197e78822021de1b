package dev.barnabas.emulator.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * How a call ended.
 *
 * @param status HTTP status of the answer; 0 when no head was sent
 * @param bytesSent body bytes written
 * @param fault the fault that was played, {@code none} without one
 * @param billed whether the provider charges for {@code usage}
 * @param usage tokens read and generated, sent or not; zeros when nothing was generated
 * @param requestId the provider request id in the answer's headers
 * @param reason why the answer was not complete, or empty
 */
public record CallEnded(
    long callSeq,
    Instant endedAt,
    int status,
    Sent sent,
    long bytesSent,
    String fault,
    boolean billed,
    TokenUsage usage,
    String requestId,
    String reason) {

  public CallEnded {
    Objects.requireNonNull(endedAt, "endedAt");
    Objects.requireNonNull(sent, "sent");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(reason, "reason");
  }
}
