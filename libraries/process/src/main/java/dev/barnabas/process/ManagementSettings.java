package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

/**
 * Where the management endpoint listens.
 *
 * @param host 127.0.0.1 by default; another one only behind a firewall: the endpoint asks for no
 *     password
 * @param port 0 takes a free one
 * @param metricsPath {@code /metrics} by default
 */
public record ManagementSettings(String host, int port, String metricsPath) {

  public static final ManagementSettings DEFAULTS =
      new ManagementSettings("127.0.0.1", 0, "/metrics");

  public ManagementSettings {
    requireNonNull(host, "host");
    requireNonNull(metricsPath, "metricsPath");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "management.port: %d is not from 0 to 65535".formatted(port));
    }
    if (!metricsPath.startsWith("/") || metricsPath.startsWith("/health")) {
      throw new IllegalArgumentException(
          "metrics.endpoint: \"%s\" must start with / and not with /health".formatted(metricsPath));
    }
  }

  public ManagementSettings withHost(String newHost) {
    return new ManagementSettings(newHost, port, metricsPath);
  }

  public ManagementSettings withPort(int newPort) {
    return new ManagementSettings(host, newPort, metricsPath);
  }

  public ManagementSettings withMetricsPath(String newPath) {
    return new ManagementSettings(host, port, newPath);
  }
}
