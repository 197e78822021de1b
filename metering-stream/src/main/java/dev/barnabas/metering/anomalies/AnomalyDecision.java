package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

/** What an event means for one of its subjects. */
public sealed interface AnomalyDecision {

  /** What it is about. */
  WatchKey key();

  /** What to remember of it from now on. */
  Watched watched();

  /**
   * Nothing to tell.
   *
   * @param key what it is about
   * @param watched what to remember
   */
  record Note(WatchKey key, Watched watched) implements AnomalyDecision {
    public Note {
      requireNonNull(key, "key");
      requireNonNull(watched, "watched");
    }
  }

  /**
   * To be told.
   *
   * @param key what it is about
   * @param watched what to remember
   * @param finding what to tell
   */
  record Raise(WatchKey key, Watched watched, Finding finding) implements AnomalyDecision {
    public Raise {
      requireNonNull(key, "key");
      requireNonNull(watched, "watched");
      requireNonNull(finding, "finding");
    }
  }

  /**
   * Unusual, and not to be told.
   *
   * @param key what it is about
   * @param watched what to remember
   * @param kind what was found
   * @param reason why it is not told
   */
  record Withhold(WatchKey key, Watched watched, AnomalyKind kind, Reason reason)
      implements AnomalyDecision {
    public Withhold {
      requireNonNull(key, "key");
      requireNonNull(watched, "watched");
      requireNonNull(kind, "kind");
      requireNonNull(reason, "reason");
    }
  }

  /** Why a finding is not told. */
  enum Reason {
    /** The last alert of the kind about the subject was a short time ago. */
    COOL_DOWN,
    /** The event is history that is counted again. */
    HISTORY
  }
}
