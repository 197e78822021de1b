package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The meters and traces of one process.
 *
 * <p>Meters are read at the management endpoint; none is labelled by tenant here. Traces are
 * exported over OTLP only when {@code OTEL_EXPORTER_OTLP_ENDPOINT} (or the one for traces) is set;
 * OpenTelemetry's other environment variables hold as its specification says. Trace context travels
 * as {@code traceparent} alone. Thread-safe; closing flushes what is not exported yet.
 */
public final class Telemetry implements AutoCloseable {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

  private final PrometheusMeterRegistry meters;
  private final OpenTelemetry openTelemetry;
  private final List<AutoCloseable> toClose = new ArrayList<>();

  private Telemetry(PrometheusMeterRegistry meters, OpenTelemetry openTelemetry) {
    this.meters = meters;
    this.openTelemetry = openTelemetry;
  }

  /**
   * Starts the telemetry of a process.
   *
   * @param process the name it reports under, unless OTEL_SERVICE_NAME says another
   * @param environment the process environment
   */
  public static Telemetry start(String process, Map<String, String> environment) {
    requireNonNull(process, "process");
    OpenTelemetrySdk sdk = sdk(process, environment);
    Telemetry telemetry = of(process, sdk);
    telemetry.toClose.add(sdk);
    return telemetry;
  }

  /** Telemetry over an OpenTelemetry of the caller's own, who closes it; for tests. */
  public static Telemetry of(String process, OpenTelemetry openTelemetry) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.config().commonTags(Tags.of("process", process));
    Telemetry telemetry = new Telemetry(meters, requireNonNull(openTelemetry, "openTelemetry"));
    telemetry.bind();
    return telemetry;
  }

  public MeterRegistry meters() {
    return meters;
  }

  public OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  /** Every meter in Prometheus' text format. */
  public String scrape() {
    return meters.scrape();
  }

  @Override
  public void close() {
    for (AutoCloseable resource : toClose.reversed()) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("telemetry not closed", e);
      }
    }
    meters.close();
  }

  private void bind() {
    JvmGcMetrics collections = new JvmGcMetrics();
    LogbackMetrics logged = new LogbackMetrics();
    List<MeterBinder> binders =
        List.of(
            collections,
            logged,
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics());
    binders.forEach(binder -> binder.bindTo(meters));
    toClose.add(collections);
    toClose.add(logged);
  }

  private static OpenTelemetrySdk sdk(String process, Map<String, String> environment) {
    boolean exported = isSet(environment, ENDPOINT) || isSet(environment, TRACES_ENDPOINT);
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() -> properties(process, environment))
        .addPropertiesCustomizer(ignored ->
            Map.of(
                "otel.traces.exporter", exported ? "otlp" : "none",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"))
        .addPropagatorCustomizer((standard, properties) -> new TraceparentPropagator())
        .build()
        .getOpenTelemetrySdk();
  }

  /** OpenTelemetry's own rule: OTEL_SERVICE_NAME is otel.service.name. */
  private static Map<String, String> properties(String process, Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.service.name", "barnabas-" + process);
    environment.forEach((variable, value) -> {
      if (variable.startsWith("OTEL_")) {
        properties.put(variable.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    return properties;
  }

  private static boolean isSet(Map<String, String> environment, String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
