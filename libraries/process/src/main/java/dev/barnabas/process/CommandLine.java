package dev.barnabas.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options that all processes share, from arguments first and the environment second. */
final class CommandLine {

  private static final String CONFIG = "--config";
  private static final String BOOTSTRAP = "--bootstrap";
  private static final String REGISTRY = "--registry";
  private static final String MANAGEMENT_PORT = "--management-port";

  private static final Map<String, String> VARIABLES =
      Map.of(
          CONFIG, "BARNABAS_CONFIG",
          BOOTSTRAP, "BARNABAS_BOOTSTRAP",
          REGISTRY, "BARNABAS_REGISTRY",
          MANAGEMENT_PORT, "BARNABAS_MANAGEMENT_PORT");

  private CommandLine() {}

  static OptionsOutcome parse(List<String> arguments, Map<String, String> environment) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new OptionsOutcome.HelpWanted();
    }
    Map<String, String> values = new LinkedHashMap<>();
    VARIABLES.forEach((option, variable) -> {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        values.put(option, value);
      }
    });
    for (int index = 0; index < arguments.size(); index += 2) {
      String option = arguments.get(index);
      if (!VARIABLES.containsKey(option)) {
        return new OptionsOutcome.Refused("unknown option " + option);
      }
      if (index + 1 == arguments.size()) {
        return new OptionsOutcome.Refused(option + " needs a value");
      }
      values.put(option, arguments.get(index + 1));
    }
    return options(values);
  }

  static String help(String process) {
    return """
    Usage: %s [--config FILE] [--bootstrap HOST:PORT,...] [--registry URL] [--management-port N]

      --config FILE          the configuration file (or BARNABAS_CONFIG)
      --bootstrap SERVERS    Kafka, instead of the file's kafka.bootstrap (or BARNABAS_BOOTSTRAP)
      --registry URL         schema registry, instead of the file's registry.url (or BARNABAS_REGISTRY)
      --management-port N    metrics and health, instead of the file's port (or
                             BARNABAS_MANAGEMENT_PORT); 0 takes a free one
    """
        .formatted(process);
  }

  private static OptionsOutcome options(Map<String, String> values) {
    @Nullable String config = values.get(CONFIG);
    @Nullable String registry = values.get(REGISTRY);
    @Nullable String port = values.get(MANAGEMENT_PORT);
    if (port != null && !isPort(port)) {
      return new OptionsOutcome.Refused(
          MANAGEMENT_PORT + ": \"" + port + "\" is not a port from 0 to 65535");
    }
    if (registry != null && !isHttp(registry)) {
      return new OptionsOutcome.Refused(
          REGISTRY + ": \"" + registry + "\" is not an http(s) address");
    }
    return new OptionsOutcome.Parsed(
        new ProcessOptions(
            config == null ? null : Path.of(config),
            values.get(BOOTSTRAP),
            registry == null ? null : URI.create(registry),
            port == null ? null : Integer.valueOf(port)));
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
  }

  private static boolean isHttp(String text) {
    return text.matches("https?://[\\w.:\\[\\]-]+(/\\S*)?");
  }
}
