package dev.barnabas.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelemetryTest {

  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void exportsNoTraceUnlessAnEndpointIsSet() {
    try (Telemetry silent = Telemetry.start("broker-app", Map.of());
        Telemetry exporting =
            Telemetry.start(
                "broker-app", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"))) {
      assertThat(silent.openTelemetry().toString()).doesNotContain("OtlpGrpcSpanExporter");
      assertThat(exporting.openTelemetry().toString())
          .contains("OtlpGrpcSpanExporter", "http://127.0.0.1:1", "barnabas-broker-app");
    }
  }

  @Test
  void takesTheServiceNameOfTheEnvironment() {
    try (Telemetry telemetry =
        Telemetry.start("broker-app", Map.of("OTEL_SERVICE_NAME", "inference-eu"))) {
      assertThat(telemetry.openTelemetry().toString()).contains("inference-eu");
    }
  }

  @Test
  void sendsTraceparentAloneAndNoBaggage() {
    try (Telemetry telemetry = Telemetry.start("broker-app", Map.of())) {
      TextMapPropagator propagator =
          telemetry.openTelemetry().getPropagators().getTextMapPropagator();
      Map<String, String> received = new HashMap<>();
      received.put("traceparent", TRACEPARENT);
      received.put("tracestate", "vendor=free-text");
      received.put("baggage", "user=alice");

      Context context = propagator.extract(Context.root(), received, new MapGetter());
      Context withBaggage = context.with(Baggage.builder().put("user", "alice").build());
      Map<String, String> sent = new HashMap<>();
      propagator.inject(withBaggage, sent, (carrier, key, value) -> sent.put(key, value));

      assertThat(sent).containsExactly(Map.entry("traceparent", TRACEPARENT));
      assertThat(Span.fromContext(context).getSpanContext().getTraceState().isEmpty()).isTrue();
      assertThat(Baggage.fromContext(context).isEmpty()).isTrue();
    }
  }

  @Test
  void hasNoTenantLabelOnAnyMeterOfItsOwn() {
    try (Telemetry telemetry = Telemetry.start("broker-app", Map.of())) {
      assertThat(telemetry.scrape()).contains("process=\"broker-app\"").doesNotContain("tenant=");
    }
  }

  private static final class MapGetter implements TextMapGetter<Map<String, String>> {
    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
