package dev.barnabas.cli.verify;

import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Checks the promises on what the topics hold. */
@Command(
    name = "verify",
    description = {
      "Read every topic and check the promises P1 to P7 on what they hold.",
      "Give it a run that is quiet: a request that is still open fails P1.",
      "Without the providers' ledgers, what they saw is not measured."
    },
    exitCodeList = {
      "0:every promise that can be measured here held",
      "1:a promise was broken, or there was nothing to examine",
      "2:the command line is wrong, or a ledger is none",
      "69:Kafka, the registry or a file is not there",
      "70:a bug"
    })
public final class VerifyCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  private final InstantSource clock;

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
      description = {
        "How much later a response may be for a reason that the topics do not show (0).",
        "A time without an owner they show by the ticks that are missing."
      })
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
    Cluster cluster = connection.cluster();
    VerifyReport report;
    try {
      report =
          Verification.run(
              new VerifySettings(
                  cluster.kafka(),
                  cluster.names(),
                  cluster.registryUrl(),
                  Map.of(),
                  ledgers,
                  checks()));
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
    print(report);
    return report.passed() ? CommandExit.OK : CommandExit.WRONG;
  }

  private void print(VerifyReport report) {
    switch (format) {
      case text -> ReportText.print(report, out(), most);
      case json -> {
        out().println(ReportJson.of(report));
        out().flush();
      }
    }
  }

  private CheckSettings checks() {
    return new CheckSettings(clock.instant(), Duration.ofSeconds(outage), allowOpen, canaries());
  }

  private List<String> canaries() {
    List<String> all = new ArrayList<>(canaries);
    if (canaryFile != null) {
      try (Stream<String> lines = Files.lines(canaryFile)) {
        lines.map(String::strip).filter(line -> !line.isEmpty()).forEach(all::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + canaryFile, e);
      }
    }
    return all;
  }

  private ParameterException wrong(IllegalArgumentException e) {
    return new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
  }
}
