package dev.barnabas.cli;

import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.RecordReading.Content;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cli.report.RequestStory;
import dev.barnabas.cli.report.RequestStory.Step;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Table;
import dev.barnabas.topics.RecordJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints everything that happened to one request. */
@Command(
    name = "trace",
    description = {
      "Print every decision, attempt, call and time of one request, from the topics.",
      "Content is never printed."
    })
final class TraceCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "CORRELATION_ID", description = "The request.")
  private String correlationId = "";

  @Option(names = "--tenant", paramLabel = "T", description = "Whose it is (any tenant).")
  private @Nullable String tenant;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      defaultValue = "P1D",
      description = "How far back to read, ISO 8601 (${DEFAULT-VALUE}).")
  private Duration since = Duration.ofDays(1);

  @Option(names = "--json", description = "Print decisions and usage events as JSON, a line each.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Cluster cluster = connection.cluster();
    RequestStory story = new RequestStory(correlationId, tenant);
    try (TopicReading reading =
        TopicReading.open(cluster, topics(cluster), Instant.now().minus(since))) {
      RecordReading records = new RecordReading(cluster.schemas());
      reading.toEnd(record -> add(story, record, records.read(record)));
    }
    List<Step> steps = story.steps();
    if (steps.isEmpty()) {
      throw CommandException.wrong(
          "no topic says anything about %s in the last %s; --since P7D looks further back"
              .formatted(correlationId, inWords(since)));
    }
    if (story.tenants().size() > 1) {
      err().println("several tenants have this id, --tenant chooses: " + story.tenants());
    }
    print(steps);
    return CommandExit.OK;
  }

  private static String inWords(Duration duration) {
    return duration.toSeconds() % 3600 == 0
        ? duration.toHours() + " hours"
        : duration.toSeconds() + " seconds";
  }

  private void print(List<Step> steps) {
    if (json) {
      steps.stream()
          .map(Step::record)
          .filter(record -> record.getSchema().getField("configSha256") != null)
          .filter(record -> record.getSchema().getField("content") == null)
          .map(RecordJson::write)
          .forEach(out()::println);
      return;
    }
    Instant first = steps.getFirst().appendedAt();
    out().println(correlationId + " from " + first);
    Table table = new Table("after", "what", "where", "says");
    for (Step step : steps) {
      table.add(
          Duration.between(first, step.appendedAt()).toMillis() + " ms",
          step.record().getSchema().getName(),
          step.topic() + "-" + step.partition() + "@" + step.offset(),
          RequestStory.describe(step.record()));
    }
    table.lines().forEach(out()::println);
  }

  private static void add(
      RequestStory story, ConsumerRecord<byte[], byte[]> record, Content content) {
    if (content instanceof Content.Known(var value)) {
      story.add(
          new Step(
              Instant.ofEpochMilli(record.timestamp()),
              record.topic(),
              record.partition(),
              record.offset(),
              value));
    }
  }

  private static List<String> topics(Cluster cluster) throws Exception {
    var names = cluster.names();
    try (Admin admin = Admin.create(cluster.kafka().admin("barnabas-trace"))) {
      Stream<String> work =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(names.prefix() + ".work."));
      return Stream.concat(
              Stream.of(
                  names.requests(),
                  names.control(),
                  names.decisions(),
                  names.outcomes(),
                  names.fallback(),
                  names.metering(),
                  names.responses()),
              work)
          .toList();
    }
  }
}
