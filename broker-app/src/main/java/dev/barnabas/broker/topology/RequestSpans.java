package dev.barnabas.broker.topology;

import dev.barnabas.topics.TraceHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * One CONSUMER span per request, from parsing to decision; its context travels in the work item and
 * on the response. Names no tenant and no correlation id. Any thread.
 */
final class RequestSpans {
  private final Tracer tracer;

  RequestSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  Span start(RawRecord raw) {
    return tracer
        .spanBuilder("process " + raw.source().topic())
        .setSpanKind(SpanKind.CONSUMER)
        .setParent(TraceHeaders.extract(raw.headers()))
        .setAttribute("messaging.system", "kafka")
        .setAttribute("messaging.operation.type", "process")
        .setAttribute("messaging.destination.name", raw.source().topic())
        .setAttribute(
            "messaging.destination.partition.id", Integer.toString(raw.source().partition()))
        .startSpan();
  }

  static @Nullable String traceparent(Span span) {
    return TraceHeaders.traceparent(Context.root().with(span)).orElse(null);
  }
}
