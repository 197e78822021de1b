package dev.barnabas.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.cli.local.LocalInstallation;
import dev.barnabas.cli.local.LocalSettings;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.report.UsageReport;
import dev.barnabas.cli.terminal.Progress;
import dev.barnabas.cli.verify.CheckSettings;
import dev.barnabas.cli.verify.ReportText;
import dev.barnabas.cli.verify.Verification;
import dev.barnabas.cli.verify.VerifyReport;
import dev.barnabas.cli.verify.VerifySettings;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends the example requests through a running installation and says what came of them. */
public final class DemoRun {
  private static final Duration READ_BACK_AFTER = Duration.ofMillis(700);
  private static final String TROUBLED = "partner-alpha";
  private static final int VIOLATIONS_SHOWN = 5;

  private final LocalInstallation local;
  private final LocalSettings settings;
  private final List<DemoRequest> requests;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Cluster cluster;
  private final List<String> problems = new ArrayList<>();

  /**
   * A run.
   *
   * @param local the installation
   * @param settings of the installation
   * @param requests what is sent
   * @param out for results
   * @param err for progress
   */
  public DemoRun(
      LocalInstallation local,
      LocalSettings settings,
      List<DemoRequest> requests,
      PrintWriter out,
      PrintWriter err) {
    this.local = local;
    this.settings = settings;
    this.requests = List.copyOf(requests);
    this.out = out;
    this.err = err;
    this.cluster =
        Cluster.of(
            local.bootstrap(),
            local.registryUrl().toString(),
            local.installation().names(),
            Map.of());
  }

  /**
   * Runs it.
   *
   * @param commandStarted when the command was given
   * @return what did not hold, a sentence each; empty if all held
   */
  public List<String> run(Instant commandStarted) throws InterruptedException, ExecutionException {
    Map<DemoRequest, Observed> outcomes;
    try (BarnabasClient client =
        BarnabasClient.connect(cluster.client("barnabas-demo", READ_BACK_AFTER))) {
      Submissions submissions = new Submissions(client);
      submit(submissions);
      outcomes = submissions.outcomes();
      Long first = submissions.firstResponseAt();
      if (first != null) {
        Duration after = Duration.between(commandStarted, Instant.ofEpochMilli(first));
        out.println("first response " + Progress.seconds(after) + " after the command");
      }
    }
    LogEvidence evidence = new LogEvidence(cluster, new RecordReading(cluster.schemas()));
    reportOutcomes(outcomes);
    reportDeadLetters(evidence);
    reportBreakers(evidence);
    reportAnswers(outcomes, evidence);
    reportUsage(evidence);
    verify();
    return problems;
  }

  private void submit(Submissions submissions) throws InterruptedException, ExecutionException {
    ProviderFaults faults = new ProviderFaults(settings.emulatorUrl());
    int awaited = (int) requests.stream().filter(r -> r.expectation().isAwaited()).count();
    Progress progress = Progress.start(err, "requests", awaited);
    submissions.send(of(Phase.FIRST), progress);
    faults.refuseAll(TROUBLED);
    submissions.send(of(Phase.OUTAGE), progress);
    faults.clear();
    submissions.send(of(Phase.AGAIN), progress);
    progress.end();
    sendNonsense();
  }

  private List<DemoRequest> of(Phase phase) {
    return requests.stream().filter(request -> request.expectation().phase() == phase).toList();
  }

  /** One record that is no request: its partition must go on. */
  private void sendNonsense() throws InterruptedException, ExecutionException {
    try (var producer =
        new KafkaProducer<String, byte[]>(cluster.kafka().producer("barnabas-demo-nonsense"))) {
      var _ =
          producer
              .send(
                  new ProducerRecord<>(
                      cluster.names().requests(), "acme", "not a request".getBytes(UTF_8)))
              .get();
    }
  }

  private void reportOutcomes(Map<DemoRequest, Observed> outcomes) {
    title("What came of " + outcomes.size() + " requests");
    OutcomeTable.of(outcomes.values()).lines().forEach(out::println);
    outcomes.forEach((request, observed) ->
        request
            .expectation()
            .mismatches(observed)
            .forEach(wrong ->
                problems.add(
                    "line %d, %s: %s".formatted(request.line().number(), request.id(), wrong))));
  }

  private void reportDeadLetters(LogEvidence evidence) {
    List<String> expected = new ArrayList<>(List.of(DeadLetterReason.UNREADABLE.name()));
    for (DemoRequest request : requests) {
      DeadLetterReason reason = request.expectation().deadLetter();
      if (reason != null) {
        expected.add(reason.name());
      }
      if (request.expectation().refused() != null) {
        expected.add(DeadLetterReason.IDEMPOTENCY_CONFLICT.name());
      }
    }
    List<String> found = evidence.deadLetters(expected.size());
    out.println("dead letters: " + String.join(", ", found));
    if (!found.equals(expected.stream().sorted().toList())) {
      problems.add("dead letters are " + found + ", expected " + expected);
    }
  }

  private void reportBreakers(LogEvidence evidence) {
    var opened = evidence.openedBreakers();
    out.println("circuit breakers that opened: " + String.join(", ", opened));
    if (!opened.contains(TROUBLED)) {
      problems.add("the circuit breaker of " + TROUBLED + " did not open");
    }
  }

  private void reportAnswers(Map<DemoRequest, Observed> outcomes, LogEvidence evidence) {
    title("What was redacted on the way");
    List<String> partners = List.copyOf(local.installation().plan().partners().keySet());
    outcomes.forEach((request, observed) -> {
      if (request.expectation().show()
          && observed instanceof Observed.Answered(InferenceResponse response)) {
        show(request, response, evidence, partners);
      }
    });
  }

  private void show(
      DemoRequest request,
      InferenceResponse response,
      LogEvidence evidence,
      List<String> partners) {
    out.println(request.id() + ": " + response.getRedactions());
    out.println("  sent      " + request.line().request().getPrompt());
    for (WorkItem item :
        evidence.sentFor(response.getTenantId(), response.getCorrelationId(), partners)) {
      out.println(
          "  " + item.getPartnerId() + " read  " + item.getMessages().getLast().getContent());
    }
    out.println("  answered  " + response.getContent());
  }

  private void reportUsage(LogEvidence evidence) {
    title("Usage");
    UsageReport usage = evidence.usage();
    usage.text().forEach(out::println);
    long counted = usage.rows().stream().mapToLong(row -> row.getCalls()).sum();
    long metered = evidence.meteredCalls();
    if (counted != metered) {
      problems.add("totals count %d calls of %d usage events".formatted(counted, metered));
    }
  }

  private void verify() {
    title("What verify found");
    List<String> canaries =
        requests.stream()
            .flatMap(request ->
                Stream.concat(
                    request.expectation().secrets().stream(),
                    request.expectation().gone().stream()))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    VerifyReport report =
        Verification.run(
            new VerifySettings(
                cluster.kafka(),
                cluster.names(),
                cluster.registryUrl(),
                Map.of(),
                List.of(settings.ledger()),
                new CheckSettings(Instant.now(), Duration.ZERO, false, canaries)));
    ReportText.print(report, out, VIOLATIONS_SHOWN);
    if (!report.passed()) {
      problems.add("verify found " + report.violations() + " violations");
    }
  }

  private void title(String text) {
    out.println();
    out.println(text);
    out.println("-".repeat(text.length()));
  }
}
