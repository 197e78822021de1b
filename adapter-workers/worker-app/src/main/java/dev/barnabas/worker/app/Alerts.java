package dev.barnabas.worker.app;

import dev.barnabas.schemas.Alert;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells operations what only they can put right, at most once in five minutes per partner and kind.
 * Thread-safe.
 */
final class Alerts {
  static final Duration COOL_DOWN = Duration.ofMinutes(5);

  private final Publisher publisher;
  private final TopicNames names;
  private final InstantSource clock;
  private final Map<String, Instant> raised = new HashMap<>();

  Alerts(Publisher publisher, TopicNames names, InstantSource clock) {
    this.publisher = publisher;
    this.names = names;
    this.clock = clock;
  }

  /** Raises an alert about a partner, unless the last one was a moment ago. */
  void raise(String partnerId, FailureKind kind, String message) {
    Instant now = clock.instant();
    if (isDue(partnerId + "/" + kind, now)) {
      publisher.announce(names.alerts(), partnerId, alert(partnerId, kind, message, now));
    }
  }

  private synchronized boolean isDue(String about, Instant now) {
    Instant before = raised.get(about);
    if (before != null && now.isBefore(before.plus(COOL_DOWN))) {
      return false;
    }
    raised.put(about, now);
    return true;
  }

  private static Alert alert(String partnerId, FailureKind kind, String message, Instant now) {
    return Alert.newBuilder()
        .setAlertId(UUID.randomUUID().toString())
        .setKind(kind.name())
        .setSeverity("CRITICAL")
        .setSubject(partnerId)
        .setNumbers(Map.of())
        .setMessage(message)
        .setRaisedAt(now)
        .setComponent(WorkerProgram.NAME)
        .build();
  }
}
