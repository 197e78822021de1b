package dev.barnabas.cli.verify;

import static java.util.Objects.requireNonNull;

import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.RegistryException;
import dev.barnabas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks the promises on what the topics hold. */
@Command(
    name = "verify",
    description = {
      "Read every topic and check the promises P1 to P7 on what they hold.",
      "Give it a run that is quiet: a request that is still open fails P1.",
      "Without the providers' ledgers, what they saw is not measured."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every promise that can be measured here held",
      "1:a promise was broken, or there was nothing to examine",
      "2:the command line is wrong",
      "69:Kafka, the registry or a file is not there"
    },
    sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {
  private static final int UNAVAILABLE = 69;

  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka (or BARNABAS_BOOTSTRAP).")
  private @Nullable String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry (or BARNABAS_REGISTRY).")
  private @Nullable String registry;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "First part of every topic's name (inference).")
  private String prefix = TopicNames.DEFAULT_PREFIX;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "A provider's ledger of the calls it saw; may be given several times.")
  private List<Path> ledgers = new ArrayList<>();

  @Option(
      names = "--canary",
      paramLabel = "TEXT",
      description = "A text that tenants sent and no partner may see; may be given several times.")
  private List<String> canaries = new ArrayList<>();

  @Option(
      names = "--canaries",
      paramLabel = "FILE",
      description = "A file with one such text on each line.")
  private @Nullable Path canaryFile;

  @Option(
      names = "--outage",
      paramLabel = "SECONDS",
      description = "How long a partition had no owner during the run (0).")
  private long outage;

  @Option(names = "--allow-open", description = "Accept requests that are not due yet.")
  private boolean allowOpen;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Format format = Format.text;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "How many violations of each promise the text shows (${DEFAULT-VALUE}).")
  private int most = 20;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  /** How the report is printed. */
  enum Format {
    text,
    json
  }

  /** With the system's clock. */
  public VerifyCommand() {
    this(InstantSource.system());
  }

  VerifyCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    VerifySettings settings = settings();
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    try {
      VerifyReport report = Verification.run(settings);
      print(report);
      return report.passed() ? 0 : 1;
    } catch (KafkaException | RegistryException | UncheckedIOException e) {
      err.println("verify: " + e.getMessage());
      return UNAVAILABLE;
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void print(VerifyReport report) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    switch (format) {
      case text -> ReportText.print(report, out, most);
      case json -> {
        out.println(ReportJson.of(report));
        out.flush();
      }
    }
  }

  private VerifySettings settings() {
    String kafka = given(bootstrap, "BARNABAS_BOOTSTRAP", "--bootstrap");
    String schemas = given(registry, "BARNABAS_REGISTRY", "--registry");
    try {
      return new VerifySettings(
          KafkaSettings.of(kafka),
          new TopicNames(prefix),
          schemas,
          Map.of(),
          ledgers,
          new CheckSettings(clock.instant(), Duration.ofSeconds(outage), allowOpen, canaries()));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private String given(@Nullable String option, String variable, String name) {
    String value = option == null ? System.getenv(variable) : option;
    if (value == null || value.isBlank()) {
      throw wrong("no cluster: give " + name + " or set " + variable);
    }
    return value;
  }

  private List<String> canaries() {
    List<String> all = new ArrayList<>(canaries);
    if (canaryFile != null) {
      try (Stream<String> lines = Files.lines(canaryFile)) {
        lines.map(String::strip).filter(line -> !line.isEmpty()).forEach(all::add);
      } catch (IOException e) {
        throw wrong("--canaries: cannot read " + canaryFile);
      }
    }
    return all;
  }

  private ParameterException wrong(@Nullable String message) {
    return new ParameterException(
        requireNonNull(spec).commandLine(), Objects.requireNonNullElse(message, "wrong"));
  }
}
