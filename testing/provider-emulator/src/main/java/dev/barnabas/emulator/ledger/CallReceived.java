package dev.barnabas.emulator.ledger;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came in.
 *
 * @param callSeq 1, 2, 3, … over the life of the ledger file
 * @param kind INFERENCE for what a provider may bill; OTHER for model lists and token counts
 * @param provider the name in {@code /p/<name>/…}, {@code default} without one
 * @param route the path called
 * @param api {@code openai}, {@code anthropic} or {@code unknown}
 * @param model as asked for; absent when the body does not say
 * @param attemptId the caller's {@code x-barnabas-attempt}
 * @param callId the caller's {@code x-barnabas-call}
 * @param bodySha256 hex digest of the body bytes received
 * @param bodyComplete false when the client left while sending, or the body was too large
 */
public record CallReceived(
    long callSeq,
    Kind kind,
    String provider,
    String route,
    String api,
    @Nullable String model,
    boolean stream,
    @Nullable String attemptId,
    @Nullable String callId,
    Instant receivedAt,
    String bodySha256,
    long bodyBytes,
    boolean bodyComplete) {

  /** Whether a call asks for generated text. */
  public enum Kind {
    INFERENCE,
    OTHER
  }

  public CallReceived {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(api, "api");
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(bodySha256, "bodySha256");
    if (callSeq < 1) {
      throw new IllegalArgumentException("callSeq starts at 1: " + callSeq);
    }
  }
}
