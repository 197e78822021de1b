package dev.barnabas.cli.local;

import static java.util.Objects.requireNonNull;

import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to run and where.
 *
 * @param file the configuration
 * @param data everything that is kept, and the logs
 * @param ports the ports
 * @param emulated whether the provider emulator is needed
 * @param keptRegistry whether schemas and their ids outlive the registry
 * @param jvmOptions of the three apps
 */
public record LocalSettings(
    Path file,
    Path data,
    LocalPorts ports,
    boolean emulated,
    boolean keptRegistry,
    List<String> jvmOptions) {
  /** The variable that configurations name the emulator by. */
  public static final String EMULATOR_URL = "EMULATOR_URL";

  private static final String EMULATOR_KEY = "EMULATOR_KEY";

  /** Refuses null, copies. */
  public LocalSettings {
    requireNonNull(file, "file");
    requireNonNull(data, "data");
    requireNonNull(ports, "ports");
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Whether a configuration names the emulator and the environment does not say where one is. */
  public static boolean needsEmulator(Path file, Map<String, String> environment) {
    try {
      return !environment.containsKey(EMULATOR_URL)
          && Files.readString(file).contains("${" + EMULATOR_URL);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The emulator's address. */
  public String emulatorUrl() {
    return "http://127.0.0.1:" + ports.emulator();
  }

  /** What the processes get beside our own environment. */
  public Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("BARNABAS_UP", "true");
    variables.put("BARNABAS_KEY_FILE", data.resolve("broker.key").toString());
    if (emulated) {
      variables.put(EMULATOR_URL, emulatorUrl());
      variables.put(EMULATOR_KEY, "emulator");
    }
    return variables;
  }

  /** The configuration as the processes will read it. */
  public LoadOutcome load() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(environment());
    return ConfigurationLoader.load(file, LoadContext.ofProcess().withEnvironment(all).asUnderUp());
  }

  /** The emulator's ledger. */
  public Path ledger() {
    return data.resolve("ledger.jsonl");
  }
}
