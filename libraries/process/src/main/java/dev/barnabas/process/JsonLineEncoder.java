package dev.barnabas.process;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object per log event, on one line.
 *
 * <p>{@code timestamp}, {@code level}, {@code logger}, {@code thread}, {@code message}, the trace
 * and span id if there is a span, then the event's key-values whose keys are in {@link LogKeys};
 * {@code dropped_keys} names the others. An exception is its types, its frames, and its message if
 * {@link ExceptionMessages} trusts it. Texts lose their control characters and are cut at 1,000
 * characters.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = new byte[0];
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 20;

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("timestamp", event.getInstant().toString());
      json.writeStringField("level", event.getLevel().toString());
      json.writeStringField("logger", event.getLoggerName());
      json.writeStringField("thread", LogText.clean(event.getThreadName()));
      json.writeStringField("message", LogText.clean(event.getFormattedMessage()));
      writeSpan(json);
      writeKeyValues(json, event.getKeyValuePairs());
      writeThrown(json, event.getThrowableProxy());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void writeSpan(JsonGenerator json) throws IOException {
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      json.writeStringField("trace_id", span.getTraceId());
      json.writeStringField("span_id", span.getSpanId());
    }
  }

  private static void writeKeyValues(JsonGenerator json, @Nullable List<KeyValuePair> pairs)
      throws IOException {
    List<String> dropped = new ArrayList<>();
    for (KeyValuePair pair : pairs == null ? List.<KeyValuePair>of() : pairs) {
      if (LogKeys.ALLOWED.contains(pair.key)) {
        json.writeFieldName(pair.key);
        writeValue(json, pair.value);
      } else {
        dropped.add(LogText.clean(pair.key));
      }
    }
    if (!dropped.isEmpty()) {
      json.writeStringField("dropped_keys", String.join(",", dropped));
    }
  }

  private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Object other -> json.writeString(LogText.clean(String.valueOf(other)));
    }
  }

  private static void writeThrown(JsonGenerator json, @Nullable IThrowableProxy thrown)
      throws IOException {
    if (thrown == null) {
      return;
    }
    json.writeArrayFieldStart("exception");
    IThrowableProxy cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      json.writeStartObject();
      json.writeStringField("type", cause.getClassName());
      if (ExceptionMessages.trusted(cause) && cause.getMessage() != null) {
        json.writeStringField("message", LogText.clean(cause.getMessage()));
      }
      json.writeArrayFieldStart("frames");
      StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
      for (int index = 0; index < Math.min(MAX_FRAMES, frames.length); index++) {
        json.writeString(frames[index].getStackTraceElement().toString());
      }
      json.writeEndArray();
      json.writeEndObject();
      cause = cause.getCause();
    }
    json.writeEndArray();
  }
}
