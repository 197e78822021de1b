package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelCall;
import dev.barnabas.vocabulary.FailureKind;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracedAdapterTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private final ModelCall call =
      Calls.withTraceparent(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)), PARENT);

  @Test
  void isAChildOfTheItemsTraceAndTellsTheProviderItsOwnSpan() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("secret words"));

    var _ = traced(provider).infer(call);

    SpanData span = onlySpan();
    assertThat(span.getName()).isEqualTo("chat model");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(provider.calls.getFirst().traceparent())
        .isEqualTo("00-" + TRACE_ID + "-" + span.getSpanId() + "-01");
    assertThat(span.getAttributes().get(SpanNames.PROVIDER)).isEqualTo("scripted");
    assertThat(span.getAttributes().get(SpanNames.RESPONSE_MODEL)).isEqualTo("model-2026-11");
    assertThat(span.getAttributes().get(SpanNames.INPUT_TOKENS)).isEqualTo(10);
  }

  @Test
  void carriesNoContent() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("secret words"));

    var _ = traced(provider).infer(call);

    assertThat(onlySpan().toString()).doesNotContain("secret words").doesNotContain("12345678");
  }

  @Test
  void namesTheKindOfAFailure() {
    var _ =
        traced(
                new ScriptedAdapter()
                    .then(ScriptedAdapter.refusal(FailureKind.PROVIDER_UNAVAILABLE, 503, null)))
            .infer(call);

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(SpanNames.ERROR_TYPE)).isEqualTo("PROVIDER_UNAVAILABLE");
    assertThat(span.getAttributes().get(SpanNames.HTTP_STATUS)).isEqualTo(503);
  }

  private static TracedAdapter traced(ScriptedAdapter provider) {
    return new TracedAdapter(
        provider, "alpha", TELEMETRY.getOpenTelemetry().getTracer("dev.barnabas.worker"));
  }

  private static SpanData onlySpan() {
    assertThat(TELEMETRY.getSpans()).hasSize(1);
    return TELEMETRY.getSpans().getFirst();
  }
}
