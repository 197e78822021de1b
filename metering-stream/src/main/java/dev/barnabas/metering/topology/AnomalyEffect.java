package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.anomalies.AnomalyDecision.Reason;
import dev.barnabas.metering.anomalies.AnomalyKind;

/** What a decision about a subject changes, serialised. */
sealed interface AnomalyEffect {

  /** The subject's key in the store. */
  String key();

  /** What to remember. */
  byte[] state();

  /**
   * Remember.
   *
   * @param key the subject
   * @param state what to remember
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere: it carries bytes to a store.
  record Remember(String key, byte[] state) implements AnomalyEffect {
    public Remember {
      requireNonNull(key, "key");
      requireNonNull(state, "state");
    }
  }

  /**
   * Remember, and write an alert.
   *
   * @param key the subject
   * @param state what to remember
   * @param kind what was found
   * @param recordKey the alert's key
   * @param alert the alert
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere: it carries bytes to a sink.
  record Tell(String key, byte[] state, AnomalyKind kind, String recordKey, byte[] alert)
      implements AnomalyEffect {
    public Tell {
      requireNonNull(key, "key");
      requireNonNull(state, "state");
      requireNonNull(kind, "kind");
      requireNonNull(recordKey, "recordKey");
      requireNonNull(alert, "alert");
    }
  }

  /**
   * Remember, and count what is not told.
   *
   * @param key the subject
   * @param state what to remember
   * @param kind what was found
   * @param reason why it is not told
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere: it carries bytes to a store.
  record Withheld(String key, byte[] state, AnomalyKind kind, Reason reason)
      implements AnomalyEffect {
    public Withheld {
      requireNonNull(key, "key");
      requireNonNull(state, "state");
      requireNonNull(kind, "kind");
      requireNonNull(reason, "reason");
    }
  }
}
