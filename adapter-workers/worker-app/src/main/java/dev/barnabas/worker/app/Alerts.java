package dev.barnabas.worker.app;

import dev.barnabas.schemas.Alert;
import dev.barnabas.topics.TopicNames;
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
  void raise(PartnerAlert alert) {
    Instant now = clock.instant();
    if (isDue(alert.partnerId() + "/" + alert.kind(), now)) {
      publisher.announce(names.alerts(), alert.partnerId(), record(alert, now));
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

  private static Alert record(PartnerAlert alert, Instant now) {
    return Alert.newBuilder()
        .setAlertId(UUID.randomUUID().toString())
        .setKind(alert.kind())
        .setSeverity(alert.severity())
        .setSubject(alert.partnerId())
        .setNumbers(alert.numbers())
        .setMessage(alert.message())
        .setRaisedAt(now)
        .setComponent(WorkerProgram.NAME)
        .build();
  }
}
