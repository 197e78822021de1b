package dev.barnabas.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLineEncoderTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private final JsonLineEncoder encoder = new JsonLineEncoder();

  @Test
  void writesOneObjectOnOneLineWithKnownKeysAndTheirTypes() throws Exception {
    LoggingEvent event = event("partner breaker opened", null);
    event.addKeyValuePair(new KeyValuePair("partner", "partner-alpha"));
    event.addKeyValuePair(new KeyValuePair("count", 7));
    event.addKeyValuePair(new KeyValuePair("clean", true));

    String line = line(event);
    JsonNode json = new ObjectMapper().readTree(line);

    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    assertThat(json.get("message").asText()).isEqualTo("partner breaker opened");
    assertThat(json.get("level").asText()).isEqualTo("INFO");
    assertThat(json.get("partner").asText()).isEqualTo("partner-alpha");
    assertThat(json.get("count").isInt()).isTrue();
    assertThat(json.get("clean").isBoolean()).isTrue();
    assertThat(json.has("dropped_keys")).isFalse();
  }

  @Test
  void leavesOutTheValueOfAKeyThatIsNotKnownAndNamesTheKey() throws Exception {
    LoggingEvent event = event("request read", null);
    event.addKeyValuePair(new KeyValuePair("prompt", "my card is 4111 1111 1111 1111"));

    String line = line(event);

    assertThat(line).doesNotContain("4111");
    assertThat(new ObjectMapper().readTree(line).get("dropped_keys").asText()).isEqualTo("prompt");
  }

  @Test
  void replacesControlCharactersAndCutsLongTexts() throws Exception {
    LoggingEvent event = event("forged\r\n{\"level\":\"INFO\"}\u001b[2J\u2028", null);
    event.addKeyValuePair(new KeyValuePair("tenant", "x".repeat(5_000)));

    JsonNode json = new ObjectMapper().readTree(line(event));

    assertThat(json.get("message").asText()).isEqualTo("forged  {\"level\":\"INFO\"} [2J ");
    assertThat(json.get("tenant").asText()).hasSize(LogText.MAX_CHARACTERS + 1);
  }

  @Test
  void leavesOutMessagesOfExceptionsThatMayQuotePayloads() throws Exception {
    Throwable thrown =
        new IllegalStateException("state store is closed", new NumberFormatException("4111"));

    String line = line(event("failed", thrown));
    JsonNode exception = new ObjectMapper().readTree(line).get("exception");

    assertThat(line).doesNotContain("4111");
    assertThat(exception.get(0).get("message").asText()).isEqualTo("state store is closed");
    assertThat(exception.get(1).get("type").asText()).isEqualTo("java.lang.NumberFormatException");
    assertThat(exception.get(1).has("message")).isFalse();
    assertThat(exception.get(1).get("frames").get(0).asText()).contains("JsonLineEncoderTest");
  }

  @Test
  void namesTheSpanItWasWrittenIn() throws Exception {
    SpanContext span =
        SpanContext.create(
            TRACE_ID, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    String line;
    try (var scope = Span.wrap(span).makeCurrent()) {
      line = line(event("inside", null));
    }
    assertThat(new ObjectMapper().readTree(line).get("trace_id").asText()).isEqualTo(TRACE_ID);
  }

  private String line(ILoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  private static LoggingEvent event(String message, @Nullable Throwable thrown) {
    LoggerContext context = new LoggerContext();
    return new LoggingEvent(
        "fqcn", context.getLogger("dev.barnabas.Test"), Level.INFO, message, thrown, null);
  }
}
