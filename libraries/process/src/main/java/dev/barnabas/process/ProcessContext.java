package dev.barnabas.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a {@link Program} gets: its options, meters, health and stop. */
public final class ProcessContext {

  private final String name;
  private final ProcessOptions options;
  private final Telemetry telemetry;
  private final Health health = new Health();
  private final OrderlyStop stop;
  private @Nullable ManagementServer management;

  ProcessContext(String name, ProcessOptions options, Telemetry telemetry, OrderlyStop stop) {
    this.name = name;
    this.options = options;
    this.telemetry = telemetry;
    this.stop = stop;
  }

  public String name() {
    return name;
  }

  public ProcessOptions options() {
    return options;
  }

  public Telemetry telemetry() {
    return telemetry;
  }

  public Health health() {
    return health;
  }

  public OrderlyStop stop() {
    return stop;
  }

  /**
   * Serves the management endpoint from now on; the port of the options, if there is one, replaces
   * that of the settings. A program that does not call it gets {@link ManagementSettings#DEFAULTS}
   * once it runs.
   *
   * @throws IOException if the port is taken
   * @throws IllegalStateException if it is served already
   */
  public ManagementServer serveManagement(ManagementSettings settings) throws IOException {
    if (management != null) {
      throw new IllegalStateException("the management endpoint is served already");
    }
    Integer port = options.managementPort();
    management =
        ManagementServer.start(
            port == null ? settings : settings.withPort(port), telemetry, health);
    stop.add("management", management::close);
    return management;
  }

  ManagementServer management() throws IOException {
    ManagementServer served = management;
    return served == null ? serveManagement(ManagementSettings.DEFAULTS) : served;
  }
}
