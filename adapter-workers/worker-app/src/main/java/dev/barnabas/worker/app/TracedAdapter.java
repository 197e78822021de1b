package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.topics.TraceHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CLIENT span around each provider call, child of the item's trace; the provider is told the
 * span. What is said never becomes an attribute.
 */
final class TracedAdapter extends DecoratedAdapter {
  private final String partnerId;
  private final Tracer tracer;

  TracedAdapter(ModelAdapter inner, String partnerId, Tracer tracer) {
    super(inner);
    this.partnerId = partnerId;
    this.tracer = tracer;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Context parent = TraceHeaders.parse(call.traceparent());
    Span span = started(call, parent);
    try {
      String own = TraceHeaders.traceparent(parent.with(span)).orElse(call.traceparent());
      ModelOutcome outcome = inner.infer(Calls.withTraceparent(call, own));
      describe(span, outcome);
      return outcome;
    } catch (RuntimeException bug) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(SpanNames.ERROR_TYPE, bug.getClass().getName());
      throw bug;
    } finally {
      span.end();
    }
  }

  private Span started(ModelCall call, Context parent) {
    SpanBuilder builder =
        tracer
            .spanBuilder(SpanNames.OPERATION + " " + call.model())
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(SpanNames.OPERATION_NAME, SpanNames.OPERATION)
            .setAttribute(SpanNames.PROVIDER, providerId())
            .setAttribute(SpanNames.REQUEST_MODEL, call.model())
            .setAttribute(SpanNames.MAX_TOKENS, (long) call.maxOutputTokens())
            .setAttribute(SpanNames.PARTNER, partnerId)
            .setAttribute(SpanNames.ATTEMPT, call.attemptId())
            .setAttribute(SpanNames.CALL, call.callId());
    Double temperature = call.sampling().temperature();
    if (temperature != null) {
      builder.setAttribute(SpanNames.TEMPERATURE, temperature);
    }
    Double topP = call.sampling().topP();
    if (topP != null) {
      builder.setAttribute(SpanNames.TOP_P, topP);
    }
    Long seed = call.sampling().seed();
    if (seed != null) {
      builder.setAttribute(SpanNames.SEED, seed);
    }
    return builder.startSpan();
  }

  private static void describe(Span span, ModelOutcome outcome) {
    switch (outcome) {
      case ModelAnswer answer -> {
        span.setAttribute(SpanNames.RESPONSE_MODEL, answer.modelVersion());
        span.setAttribute(SpanNames.FINISH_REASONS, List.of(answer.finishReason().word()));
        if (answer.providerResponseId() != null) {
          span.setAttribute(SpanNames.RESPONSE_ID, answer.providerResponseId());
        }
        usage(span, answer.usage());
      }
      case ModelFailure failure -> {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(SpanNames.ERROR_TYPE, failure.kind().name());
        Integer status = failure.httpStatus();
        if (status != null) {
          span.setAttribute(SpanNames.HTTP_STATUS, (long) status);
        }
        usage(span, failure.usage());
      }
    }
  }

  private static void usage(Span span, @Nullable TokenUsage usage) {
    if (usage == null) {
      return;
    }
    span.setAttribute(SpanNames.INPUT_TOKENS, usage.inputTokens());
    span.setAttribute(SpanNames.OUTPUT_TOKENS, usage.outputTokens());
    span.setAttribute(SpanNames.CACHED_TOKENS, usage.cachedInputTokens());
    span.setAttribute(SpanNames.REASONING_TOKENS, usage.reasoningTokens());
  }
}
