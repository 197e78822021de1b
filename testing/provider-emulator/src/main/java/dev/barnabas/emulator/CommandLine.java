package dev.barnabas.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.emulator.admin.FaultRuleJson;
import dev.barnabas.emulator.admin.FaultRuleText;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.fault.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a command line asks for. */
sealed interface CommandLine {
  /** Start an emulator. */
  record Run(EmulatorOptions options) implements CommandLine {}

  /** Print the help. */
  record Help() implements CommandLine {}

  /** Print what is wrong and exit with 2. */
  record Invalid(String message) implements CommandLine {}

  static CommandLine parse(List<String> arguments) {
    Deque<String> left = new ArrayDeque<>(arguments);
    EmulatorOptions options = EmulatorOptions.defaults();
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.equals("--help") || name.equals("-h")) {
        return new Help();
      }
      String value = left.poll();
      if (value == null) {
        return new Invalid(name + ": expected a value, or unknown; see --help");
      }
      try {
        options = with(options, name, value);
      } catch (NumberFormatException _) {
        return new Invalid(name + " " + value + ": expected a number");
      } catch (IllegalArgumentException | IOException e) {
        return new Invalid(name + " " + value + ": " + e.getMessage());
      }
    }
    return new Run(options);
  }

  private static EmulatorOptions with(EmulatorOptions options, String name, String value)
      throws IOException {
    return switch (name) {
      case "--host" -> options.withHost(value);
      case "--port" -> options.withPort(Integer.parseInt(value));
      case "--ledger" -> options.withLedger(Path.of(value));
      case "--record-bodies" -> options.withRecordBodies(Path.of(value));
      case "--latency" -> options.withLatency(Latency.parse(value));
      case "--seed" -> options.withSeed(Long.parseLong(value));
      case "--fault" -> more(options, List.of(FaultRuleText.read(value)));
      case "--faults" -> more(options, file(Path.of(value)));
      default -> throw new IllegalArgumentException("unknown option; see --help");
    };
  }

  private static EmulatorOptions more(EmulatorOptions options, List<FaultRule> faults) {
    List<FaultRule> all = new ArrayList<>(options.faults());
    all.addAll(faults);
    return options.withFaults(all);
  }

  private static List<FaultRule> file(Path file) throws IOException {
    JsonNode rules = new ObjectMapper().readTree(file.toFile());
    if (!rules.isArray()) {
      throw new IllegalArgumentException("expected a JSON array of rules");
    }
    List<FaultRule> faults = new ArrayList<>();
    rules.forEach(rule -> faults.add(FaultRuleJson.read(rule)));
    return faults;
  }
}
