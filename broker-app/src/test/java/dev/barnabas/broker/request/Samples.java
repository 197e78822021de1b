package dev.barnabas.broker.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values for tests that need a whole request and mean little by it. */
public final class Samples {
  /** When samples happen. */
  public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  /** Whose request it is. */
  public static final RequestKey KEY = new RequestKey("acme", "order-1");

  private Samples() {}

  /** An open request with that fingerprint. */
  public static RequestState open(RequestKey key, String fingerprint) {
    return new RequestState(
        key,
        RequestState.Phase.OPEN,
        new Coordinates("inference.requests", 0, 7, NOW),
        fingerprint,
        new Labels(null, null, null, Map.of()),
        NOW.plus(Duration.ofMinutes(1)),
        false,
        "fast",
        Lane.REALTIME,
        null,
        null,
        List.of(),
        null,
        null,
        0,
        null);
  }

  /** A cancellation that came before its request. */
  public static RequestState cancelled(RequestKey key) {
    RequestState open = open(key, "");
    return new RequestState(
        key,
        RequestState.Phase.CANCEL_REMEMBERED,
        open.source(),
        "",
        open.labels(),
        open.deadline(),
        false,
        "",
        Lane.REALTIME,
        null,
        null,
        List.of(),
        null,
        null,
        0,
        null);
  }

  /** A request of one prompt for that route. */
  public static InboundRequest inbound(String model, String prompt) {
    return new InboundRequest(
        KEY,
        "user-1",
        model,
        prompt,
        List.of(),
        List.of(),
        null,
        sampling(),
        Lane.REALTIME,
        null,
        null,
        null,
        null,
        Map.of(),
        fingerprints("fingerprint of " + prompt),
        null,
        prompt.length());
  }

  /** Of the form of now, with none before it. */
  public static Fingerprints fingerprints(String hash) {
    return new Fingerprints("1", hash, _ -> Optional.empty());
  }

  /** Nothing said about how to generate. */
  public static Sampling sampling() {
    return new Sampling(null, null, null, List.of(), null, Map.of());
  }

  /** Content of one user message. */
  public static Content content(String text) {
    return new Content(
        new Original(List.of(ChatMessage.of("user", text)), List.of(), null, sampling()),
        "user-1",
        "fingerprint",
        Map.of());
  }
}
