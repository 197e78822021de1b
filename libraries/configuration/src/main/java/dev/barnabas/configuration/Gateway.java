package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;

/** What broker-app shows of itself over HTTP, and what every process exports. */
public record Gateway(
    @Key(
            about =
                "HTTP port of broker-app for health and metrics; under `up` the workers take the next port and metering-stream the one after.",
            fallback = "8080",
            min = "0",
            max = "65535")
        int port,
    @Key(about = "Traces of every request, from its record to the provider call.") Tracing tracing,
    @Key(about = "Metrics of every process.") Metrics metrics) {

  public Gateway {
    Constraints.require(Gateway.class, port, tracing, metrics);
  }

  /** Traces through OpenTelemetry. */
  public record Tracing(
      @Key(about = "Whether spans are recorded and exported.", fallback = "false") boolean enabled,
      @Key(
              about = "Where spans go: to an OpenTelemetry collector, or to the log.",
              fallback = "otel")
          Exporter exporter,
      @Key(
              about =
                  "The collector's OTLP address; the standard `OTEL_EXPORTER_OTLP_ENDPOINT` applies when absent.")
          java.net.@org.jspecify.annotations.Nullable URI endpoint) {

    public Tracing {
      Constraints.require(Tracing.class, enabled, exporter, endpoint);
    }
  }

  /** Where spans go. */
  public enum Exporter {
    /** OTLP to a collector. */
    @dev.barnabas.configuration.binding.Spelling({"otlp", "opentelemetry"})
    OTEL,
    /** The process's own log, for development. */
    LOG
  }

  /** Metrics in Prometheus text format. */
  public record Metrics(
      @Key(about = "Whether the endpoint is served.", fallback = "true") boolean enabled,
      @Key(about = "Its path.", fallback = "/metrics", pattern = "/[A-Za-z0-9/_.-]{0,100}")
          String endpoint) {

    public Metrics {
      Constraints.require(Metrics.class, enabled, endpoint);
    }
  }
}
