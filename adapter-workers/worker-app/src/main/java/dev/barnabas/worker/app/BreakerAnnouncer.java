package dev.barnabas.worker.app;

import dev.barnabas.schemas.BreakerState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says on {@code inference.breakers} whether this instance calls a partner: at each change, and
 * again and again while it lives, because a word holds for a while only. An instance that holds
 * nothing of the partner's work says nothing. Thread-safe.
 */
final class BreakerAnnouncer {
  static final Duration VALID_FOR = Duration.ofSeconds(30);
  static final Duration AGAIN = Duration.ofSeconds(10);

  private final String partnerId;
  private final WorkerTools tools;
  private PartnerStanding.@Nullable Word said;
  private Instant saidAt = Instant.MIN;
  private Instant changedAt = Instant.MIN;

  BreakerAnnouncer(String partnerId, WorkerTools tools) {
    this.partnerId = partnerId;
    this.tools = tools;
  }

  /** Says what is true now, unless that was said a moment ago. */
  synchronized void say(PartnerStanding.Word word, Share share, Instant now) {
    if (share.held() == 0) {
      takeBack();
    } else if (!word.equals(said) || !now.isBefore(saidAt.plus(AGAIN))) {
      if (!word.equals(said)) {
        changedAt = now;
      }
      said = word;
      saidAt = now;
      publish(record(word));
    }
  }

  /** Takes back what was said. */
  synchronized void takeBack() {
    if (said != null) {
      said = null;
      publish(null);
    }
  }

  private void publish(@Nullable BreakerState state) {
    tools
        .publisher()
        .announce(tools.names().breakers(), partnerId + "/" + tools.records().workerId(), state);
  }

  private BreakerState record(PartnerStanding.Word word) {
    return BreakerState.newBuilder()
        .setPartnerId(partnerId)
        .setWorkerId(tools.records().workerId())
        .setState(word.state().name())
        .setChangedAt(changedAt)
        .setValidForMs(VALID_FOR.toMillis())
        .setReason(word.reason())
        .build();
  }
}
