package dev.barnabas.broker.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The limits there are: what each counts, its window in UTC, and whether a request may wait for
 * room.
 */
public enum LimitKind {
  /** Tokens of a calendar month. */
  TOKENS_PER_MONTH("yyyy-MM", false, Counts.TOKENS, 800),
  /** Tokens of a day. */
  TOKENS_PER_DAY("yyyy-MM-dd", false, Counts.TOKENS, 40),
  /** Tokens of a minute. */
  TOKENS_PER_MINUTE("yyyy-MM-dd'T'HH:mm", true, Counts.TOKENS, 1),
  /** Requests of a minute, each once however many attempts it needs. */
  REQUESTS_PER_MINUTE("yyyy-MM-dd'T'HH:mm", true, Counts.REQUESTS, 1),
  /** Money of a calendar month. */
  MONEY_PER_MONTH("yyyy-MM", false, Counts.MONEY, 800),
  /** Money of a day. */
  MONEY_PER_DAY("yyyy-MM-dd", false, Counts.MONEY, 40),
  /** Requests with an open hold. */
  CALLS_IN_FLIGHT("'-'", true, Counts.OPEN, 1);

  private enum Counts {
    TOKENS,
    MONEY,
    REQUESTS,
    OPEN
  }

  private final DateTimeFormatter window;
  private final boolean waits;
  private final Counts counts;
  private final Duration kept;

  LimitKind(String window, boolean waits, Counts counts, int keptDays) {
    this.window = DateTimeFormatter.ofPattern(window, Locale.ROOT).withZone(ZoneOffset.UTC);
    this.waits = waits;
    this.counts = counts;
    this.kept = Duration.ofDays(keptDays);
  }

  /** The name in the configuration and in {@code WindowBalance.limitName}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The window that a time falls in. */
  public String windowId(Instant at) {
    return window.format(at);
  }

  /** How long after a hold was taken in it a window is remembered, for late corrections. */
  public Duration kept() {
    return kept;
  }

  /** Whether a request that finds no room may wait for the next window. */
  public boolean waits() {
    return waits;
  }

  /** What a hold reserves here for that worst case. */
  public BigDecimal reserves(long tokens, BigDecimal money) {
    return switch (counts) {
      case TOKENS -> BigDecimal.valueOf(tokens);
      case MONEY -> money;
      case REQUESTS, OPEN -> BigDecimal.ONE;
    };
  }

  /** What a closed hold settles here for that charge. */
  public BigDecimal settles(long tokens, BigDecimal money) {
    return switch (counts) {
      case TOKENS -> BigDecimal.valueOf(tokens);
      case MONEY -> money;
      case REQUESTS -> BigDecimal.ONE;
      case OPEN -> BigDecimal.ZERO;
    };
  }

  /** The kind with that word. */
  public static LimitKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
