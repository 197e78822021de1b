package dev.barnabas.cli;

import dev.barnabas.cli.demo.DemoRequest;
import dev.barnabas.cli.demo.DemoRun;
import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.LocalInstallation;
import dev.barnabas.cli.local.LocalPorts;
import dev.barnabas.cli.local.LocalSettings;
import dev.barnabas.cli.local.StartProgress;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Progress;
import dev.barnabas.configuration.LoadOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole of Barnabas at work. */
@Command(
    name = "demo",
    description = {
      "Run everything on free ports in a temporary directory, send the example requests through it,"
          + " show what came of them, verify the promises, and stop.",
      "Exit code 0 only if every request ended as its line expects and every promise held."
    })
final class DemoCommand extends AbstractCommand {
  private static final List<String> QUICK_START =
      List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "The requests (examples/requests.jsonl).")
  private @Nullable Path requests;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (examples/demo.yaml).")
  private @Nullable Path config;

  @Option(names = "--keep", description = "Keep the directory with topics and logs.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    List<DemoRequest> all = DemoRequest.read(example(requests, "requests.jsonl"));
    Path data = Files.createTempDirectory("barnabas-demo-");
    LocalSettings settings =
        new LocalSettings(
            example(config, "demo.yaml"), data, LocalPorts.free(), true, false, QUICK_START);
    LoadOutcome outcome = settings.load();
    ConfigCommand.printErrors(outcome, settings.file(), err());
    if (outcome instanceof LoadOutcome.Refused) {
      throw CommandException.wrong("the configuration is refused");
    }
    List<String> problems;
    boolean kept = true;
    try (LocalInstallation local =
        LocalInstallation.start(settings, outcome.orElseThrow(), StartProgress.printing(err()))) {
      problems = new DemoRun(local, settings, all, out(), err()).run(started);
      kept = keep || !problems.isEmpty();
    } finally {
      if (kept) {
        out().println("topics and logs are in " + data);
      } else {
        delete(data);
      }
    }
    return conclude(problems, started);
  }

  private int conclude(List<String> problems, Instant started) {
    out().println();
    problems.forEach(problem -> out().println("WRONG  " + problem));
    Duration took = Duration.between(started, Instant.now());
    out()
        .println(
            problems.isEmpty()
                ? "All held, in " + Progress.seconds(took)
                : problems.size() + " things did not hold, in " + Progress.seconds(took));
    return problems.isEmpty() ? CommandExit.OK : CommandExit.WRONG;
  }

  private static Path example(@Nullable Path given, String name) {
    return given == null
        ? Home.directory().resolve("examples").resolve(name)
        : given.toAbsolutePath().normalize();
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
