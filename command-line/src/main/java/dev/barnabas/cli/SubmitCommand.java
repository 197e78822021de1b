package dev.barnabas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.cli.batch.BatchAnswer;
import dev.barnabas.cli.batch.BatchLine;
import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.local.Proof;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Progress;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.ClientSettings;
import dev.barnabas.client.SubmissionException;
import dev.barnabas.schemas.InferenceResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits the requests of a file. */
@Command(
    name = "submit",
    description = {
      "Publish the requests of a JSON Lines file and write their responses, a line each, as they"
          + " come.",
      "A line is OpenAI's Batch input (custom_id, method, url, body) or a request of our own"
          + " (modelId, prompt or messages, metadata); its answer has the same form.",
      "A bad line is reported with its number and the rest go on. Exit code 1 if a line has no"
          + " response. Submitting the same file again finds the first answers."
    })
final class SubmitCommand extends AbstractCommand {
  private static final int IN_FLIGHT = 2_000;

  @Mixin private final Connection connection = new Connection();
  @Mixin private final Proof proof = new Proof();

  @Parameters(paramLabel = "FILE", description = "The requests; - is the standard input.")
  private Path file = Path.of("");

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description = "Whose requests these are, where a line does not say.")
  private @Nullable String tenant;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where responses go (the standard output).")
  private @Nullable Path output;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait after the last line (${DEFAULT-VALUE}).")
  private int timeout;

  private final AtomicInteger withoutResponse = new AtomicInteger();
  private final Map<String, Integer> statuses = new TreeMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<BatchLine.Good> lines = lines();
    Cluster cluster = connection.cluster();
    ClientSettings settings =
        proof.on(cluster.client("barnabas-submit", ClientSettings.DEFAULT_READ_BACK_AFTER));
    try (BarnabasClient client = BarnabasClient.connect(settings);
        PrintWriter to = writer()) {
      submit(client, lines, to);
    }
    err().println(summary());
    return withoutResponse.get() == 0 ? CommandExit.OK : CommandExit.WRONG;
  }

  private List<BatchLine.Good> lines() throws IOException {
    List<BatchLine.Good> good = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          take(BatchLine.read(number, line, tenant), good);
        }
      }
    }
    return good;
  }

  private BufferedReader open() throws IOException {
    if (file.toString().equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, UTF_8));
    }
    if (!Files.isRegularFile(file)) {
      throw CommandException.wrong("there is no file " + file);
    }
    return Files.newBufferedReader(file, UTF_8);
  }

  private void take(BatchLine line, List<BatchLine.Good> good) {
    switch (line) {
      case BatchLine.Good fine -> good.add(fine);
      case BatchLine.Bad(int number, String problem) -> {
        err().println("line " + number + ": " + problem);
        withoutResponse.incrementAndGet();
        count("bad lines");
      }
    }
  }

  private PrintWriter writer() throws IOException {
    return output == null
        ? new PrintWriter(out(), true) {
          @Override
          public void close() {
            flush();
          }
        }
        : new PrintWriter(Files.newBufferedWriter(output, UTF_8));
  }

  private void submit(BarnabasClient client, List<BatchLine.Good> lines, PrintWriter to)
      throws InterruptedException {
    Progress progress = Progress.start(err(), "answered", lines.size());
    Semaphore room = new Semaphore(IN_FLIGHT);
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (BatchLine.Good line : lines) {
      room.acquire();
      all.add(
          client
              .submit(line.request())
              .orTimeout(timeout, TimeUnit.SECONDS)
              .handle((response, error) -> {
                room.release();
                write(line, response, error, to);
                progress.step();
                return true;
              }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
    progress.end();
  }

  private void write(
      BatchLine.Good line,
      @Nullable InferenceResponse response,
      @Nullable Throwable error,
      PrintWriter to) {
    String text;
    if (response != null) {
      count(response.getStatus().name());
      text = BatchAnswer.of(line, response);
    } else {
      withoutResponse.incrementAndGet();
      count("without a response");
      text = BatchAnswer.without(line, code(error), message(error));
      err().println("line " + line.number() + ": " + message(error));
    }
    synchronized (to) {
      to.println(text);
    }
  }

  private String message(@Nullable Throwable error) {
    return error instanceof SubmissionException known
        ? String.valueOf(known.getMessage())
        : "no response within " + timeout + " s";
  }

  private static String code(@Nullable Throwable error) {
    return error instanceof SubmissionException known ? known.reason().name() : "NO_RESPONSE";
  }

  private synchronized void count(String what) {
    statuses.merge(what, 1, Integer::sum);
  }

  private synchronized String summary() {
    return String.join(
        ", ", statuses.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }
}
