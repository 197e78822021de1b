package dev.barnabas.cli.verify;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The limits by the words in {@code WindowBalance.limitName}: what each counts, and its window. */
enum LimitWord {
  TOKENS_PER_MONTH("yyyy-MM", Counts.TOKENS),
  TOKENS_PER_DAY("yyyy-MM-dd", Counts.TOKENS),
  TOKENS_PER_MINUTE("yyyy-MM-dd'T'HH:mm", Counts.TOKENS),
  REQUESTS_PER_MINUTE("yyyy-MM-dd'T'HH:mm", Counts.REQUESTS),
  MONEY_PER_MONTH("yyyy-MM", Counts.MONEY),
  MONEY_PER_DAY("yyyy-MM-dd", Counts.MONEY),
  CALLS_IN_FLIGHT("'-'", Counts.OPEN);

  private enum Counts {
    TOKENS,
    MONEY,
    REQUESTS,
    OPEN
  }

  private static final Map<String, LimitWord> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(LimitWord::word, Function.identity()));

  private final DateTimeFormatter window;
  private final Counts counts;

  LimitWord(String window, Counts counts) {
    this.window = DateTimeFormatter.ofPattern(window, Locale.ROOT).withZone(ZoneOffset.UTC);
    this.counts = counts;
  }

  /** The word in the record. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LimitWord> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** The window of a time, in UTC. */
  String windowAt(Instant time) {
    return window.format(time);
  }

  /** What a hold reserves. */
  BigDecimal reserved(long tokens, BigDecimal money) {
    return switch (counts) {
      case TOKENS -> BigDecimal.valueOf(tokens);
      case MONEY -> money;
      case REQUESTS, OPEN -> BigDecimal.ONE;
    };
  }

  /** What a closed hold leaves behind. */
  BigDecimal settled(long tokens, BigDecimal money) {
    return switch (counts) {
      case TOKENS -> BigDecimal.valueOf(tokens);
      case MONEY -> money;
      case REQUESTS -> BigDecimal.ONE;
      case OPEN -> BigDecimal.ZERO;
    };
  }
}
