package dev.barnabas.topics;

/** How a topic forgets: {@code cleanup.policy}. */
public enum Cleanup {
  /** Segments older than the retention are deleted. */
  DELETE("delete"),
  /** The last value of each key stays. */
  COMPACT("compact");

  private final String word;

  Cleanup(String word) {
    this.word = word;
  }

  /** The value of {@code cleanup.policy}. */
  public String word() {
    return word;
  }
}
