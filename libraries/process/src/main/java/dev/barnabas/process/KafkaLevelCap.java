package dev.barnabas.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps libraries from printing records, whatever levels an operator sets: Kafka's and the HTTP
 * clients' loggers say nothing below INFO, and those that print a record in an error say nothing at
 * all.
 */
public final class KafkaLevelCap extends TurboFilter {

  private static final Set<String> PRINT_RECORDS =
      Set.of(
          "org.apache.kafka.streams.processor.FailOnInvalidTimestamp",
          "org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp",
          "org.apache.kafka.clients.producer.internals.ErrorLoggingCallback");

  private static final String[] CAPPED = {
    "org.apache.kafka.",
    "io.apicurio.",
    "io.vertx.",
    "okhttp3.",
    "jdk.httpclient",
    "com.openai.",
    "com.anthropic."
  };

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable thrown) {
    String name = logger.getName();
    boolean below = level.toInt() < Level.INFO_INT;
    return PRINT_RECORDS.contains(name) || (below && isCapped(name))
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isCapped(String name) {
    for (String prefix : CAPPED) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
