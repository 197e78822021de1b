package dev.barnabas.vocabulary;

/** Words of {@code UsageEvent.outcome} that are about no call. */
public final class UsageOutcome {
  /**
   * Capacity that a partner bills for a month, used or not. Its event is no call and no request.
   */
  public static final String CAPACITY = "CAPACITY";

  private UsageOutcome() {}
}
