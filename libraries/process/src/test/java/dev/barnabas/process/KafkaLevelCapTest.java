package dev.barnabas.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaLevelCapTest {

  private final KafkaLevelCap cap = new KafkaLevelCap();
  private final LoggerContext context = new LoggerContext();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.clients.NetworkClient",
        "io.apicurio.registry.rest.client",
        "okhttp3.internal.http2.Http2",
        "jdk.httpclient.HttpClient"
      })
  void deniesBelowInfoToLibrariesThatPrintWhatTheyCarry(String logger) {
    assertThat(decide(logger, Level.DEBUG)).isEqualTo(FilterReply.DENY);
    assertThat(decide(logger, Level.WARN)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void deniesEverythingToTheLoggersThatPrintRecordsInErrors() {
    assertThat(
            decide("org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp", Level.ERROR))
        .isEqualTo(FilterReply.DENY);
  }

  @Test
  void leavesOurOwnLevelsToTheOperator() {
    assertThat(decide("dev.barnabas.broker.Admission", Level.DEBUG)).isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply decide(String logger, Level level) {
    return cap.decide(null, context.getLogger(logger), level, "text", null, null);
  }
}
