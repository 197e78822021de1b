package dev.barnabas.cli;

import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordLine;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.RecordReading.Content;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.topics.RecordJson;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a topic. */
@Command(
    name = "tail",
    description = {
      "Print a topic as JSON, a record per line, as a read_committed reader sees it.",
      "Short names work: responses, metering, decisions, dead-letters, work.PARTNER."
    })
final class TailCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "TOPIC", description = "The topic, with or without its prefix.")
  private String topic = "";

  @Option(names = "--tenant", paramLabel = "T", description = "Only records about this tenant.")
  private @Nullable String tenant;

  @Option(names = "--correlation-id", paramLabel = "ID", description = "Only records about it.")
  private @Nullable String correlationId;

  @Option(names = "--follow", description = "Go on with what comes later, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--max", paramLabel = "N", description = "Stop after this many records.")
  private long max = Long.MAX_VALUE;

  @Option(names = "--value-only", description = "Print the record without where it lies.")
  private boolean valueOnly;

  private long printed;

  @Override
  public Integer call() {
    Cluster cluster = connection.cluster();
    try (TopicReading reading = TopicReading.open(cluster, List.of(cluster.topic(topic)), null)) {
      RecordReading records = new RecordReading(cluster.schemas());
      Predicate<ConsumerRecord<byte[], byte[]>> receiver = record -> print(record, records);
      if (max < 1 || !reading.toEndWhile(receiver)) {
        return CommandExit.OK;
      }
      if (follow) {
        reading.follow(receiver);
      }
    }
    return CommandExit.OK;
  }

  private boolean print(ConsumerRecord<byte[], byte[]> record, RecordReading records) {
    Content content = records.read(record);
    if (isWanted(record, content)) {
      out()
          .println(
              valueOnly && content instanceof Content.Known(var value)
                  ? RecordJson.write(value)
                  : RecordLine.of(record, content));
      printed++;
    }
    return printed < max && !isPipeClosed();
  }

  /** Whether whoever read our output has left, as {@code head} does. */
  private boolean isPipeClosed() {
    return out().checkError();
  }

  private boolean isWanted(ConsumerRecord<byte[], byte[]> record, Content content) {
    if (!(content instanceof Content.Known(var value))) {
      return correlationId == null && (tenant == null || tenant.equals(RecordReading.key(record)));
    }
    return (tenant == null
            || RecordReading.tenant(value).filter(tenant::equals).isPresent()
            || (RecordReading.tenant(value).isEmpty() && tenant.equals(RecordReading.key(record))))
        && (correlationId == null
            || RecordReading.correlationId(value).filter(correlationId::equals).isPresent());
  }
}
