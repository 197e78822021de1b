package dev.barnabas.process;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context without its {@code tracestate}: ids and the sampling flag, nothing that a
 * tenant could fill with text of its own.
 */
public final class TraceparentPropagator implements TextMapPropagator {

  /** The only header it reads and writes. */
  public static final String TRACEPARENT = "traceparent";

  private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

  @Override
  public Collection<String> fields() {
    return List.of(TRACEPARENT);
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    W3C.inject(
        context,
        carrier,
        (target, key, value) -> {
          if (key.equals(TRACEPARENT)) {
            setter.set(target, key, value);
          }
        });
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    Context extracted = W3C.extract(context, carrier, getter);
    SpanContext remote = Span.fromContext(extracted).getSpanContext();
    if (!remote.isRemote() || remote.getTraceState().isEmpty()) {
      return extracted;
    }
    SpanContext bare =
        SpanContext.createFromRemoteParent(
            remote.getTraceId(),
            remote.getSpanId(),
            remote.getTraceFlags(),
            TraceState.getDefault());
    return extracted.with(Span.wrap(bare));
  }
}
