package dev.barnabas.metering.anomalies;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The numbers of an alert, as text. One thread. */
final class Numbers {
  /** Digits of a statistic: more would claim to know more. */
  private static final MathContext DIGITS = new MathContext(4);

  private final SortedMap<String, String> numbers = new TreeMap<>();

  Numbers with(String name, double statistic) {
    return with(name, BigDecimal.valueOf(statistic).round(DIGITS));
  }

  Numbers with(String name, BigDecimal amount) {
    return with(name, amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString());
  }

  Numbers with(String name, long count) {
    return with(name, Long.toString(count));
  }

  Numbers with(String name, String text) {
    numbers.put(name, text);
    return this;
  }

  SortedMap<String, String> map() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }
}
