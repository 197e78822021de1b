package dev.barnabas.topics;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a record: {@code traceparent} alone. A client's {@code tracestate} and
 * {@code baggage} are free text and travel no further.
 */
public final class TraceHeaders {
  /** The header's name. */
  public static final String TRACEPARENT = "traceparent";

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final int TRACEPARENT_LENGTH = 55;

  private TraceHeaders() {}

  /** Writes the context's span as {@code traceparent}, replacing any; nothing without a span. */
  public static void inject(Context context, Headers headers) {
    traceparent(context)
        .ifPresent(value -> {
          headers.remove(TRACEPARENT);
          headers.add(TRACEPARENT, value.getBytes(StandardCharsets.US_ASCII));
        });
  }

  /** The {@code traceparent} of the context's span; empty without a valid span. */
  public static Optional<String> traceparent(Context context) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    return span.isValid()
        ? Optional.of(
            "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex())
        : Optional.empty();
  }

  /** The parent context that a record names; the root context where it names none or nonsense. */
  public static Context extract(Headers headers) {
    Header header = headers.lastHeader(TRACEPARENT);
    return header == null || header.value() == null || header.value().length > TRACEPARENT_LENGTH
        ? Context.root()
        : parse(new String(header.value(), StandardCharsets.US_ASCII));
  }

  /** The parent context of a {@code traceparent}; the root context where it is null or nonsense. */
  public static Context parse(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3C.extract(Context.root(), traceparent, OnlyParent.INSTANCE);
  }

  /** Shows the propagator one header. */
  private enum OnlyParent implements TextMapGetter<String> {
    INSTANCE;

    @Override
    public @Nullable String get(@Nullable String traceparent, String key) {
      return key.equals(TRACEPARENT) ? traceparent : null;
    }
  }
}
