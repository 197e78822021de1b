package dev.barnabas.cli;

import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cli.report.DeadLetterEntry;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.CommandGroup;
import dev.barnabas.cli.terminal.Table;
import dev.barnabas.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that could not be taken. */
@Command(
    name = "dead-letters",
    description = "List, show or send again the records that could not be taken.",
    subcommands = {
      DeadLettersCommand.Listing.class,
      DeadLettersCommand.Show.class,
      DeadLettersCommand.Redrive.class
    })
final class DeadLettersCommand extends CommandGroup {

  private static List<DeadLetterEntry> read(Cluster cluster, RecordReading records) {
    List<DeadLetterEntry> all = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(cluster, List.of(cluster.names().deadLetter()), null)) {
      reading.toEnd(record ->
          records
              .read(record, DeadLetter.class)
              .ifPresent(letter ->
                  all.add(new DeadLetterEntry(record.partition(), record.offset(), letter))));
    }
    return all;
  }

  private static List<DeadLetterEntry> chosen(
      Cluster cluster, RecordReading records, List<String> ids) {
    List<DeadLetterEntry> all = read(cluster, records);
    List<DeadLetterEntry> found = new ArrayList<>();
    for (String id : ids) {
      found.add(
          all.stream()
              .filter(entry -> entry.id().equals(id))
              .findFirst()
              .orElseThrow(() ->
                  CommandException.wrong(
                      "no dead letter is called " + id + "; `dead-letters list` shows them")));
    }
    return found;
  }

  /** Lists them. */
  @Command(name = "list", description = "List them: where from, why and when; no content.")
  static final class Listing extends AbstractCommand {
    @Mixin private final Connection connection = new Connection();

    @Option(names = "--reason", paramLabel = "CODE", description = "Only those with this reason.")
    private @Nullable String reason;

    @Override
    public Integer call() {
      Cluster cluster = connection.cluster();
      Table table = new Table("id", "recorded", "from", "reason", "detail", "bytes");
      for (DeadLetterEntry entry : read(cluster, new RecordReading(cluster.schemas()))) {
        DeadLetter letter = entry.letter();
        if (reason == null || reason.equals(letter.getReason())) {
          String detail = letter.getDetail();
          table.add(
              entry.id(),
              letter.getRecordedAt(),
              entry.source(),
              letter.getReason(),
              detail == null ? "" : detail,
              letter.getValueSize());
        }
      }
      if (table.size() > 0) {
        table.lines().forEach(out()::println);
      }
      out().println(table.size() == 1 ? "1 dead letter" : table.size() + " dead letters");
      return CommandExit.OK;
    }
  }

  /** Shows some. */
  @Command(
      name = "show",
      description = "Show some with their content as JSON: it may hold personal data.")
  static final class Show extends AbstractCommand {
    @Mixin private final Connection connection = new Connection();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "PARTITION:OFFSET, as listed.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
      Cluster cluster = connection.cluster();
      RecordReading records = new RecordReading(cluster.schemas());
      chosen(cluster, records, ids).forEach(entry -> out().println(entry.json(records)));
      return CommandExit.OK;
    }
  }

  /** Sends some again. */
  @Command(
      name = "redrive",
      description = {
        "Send some again, unchanged, to the partition where they were first written, after what"
            + " made them fail was repaired.",
        "The header barnabas-redriven says where they have been. One that is kept in part only (its"
            + " value was over 64 KiB) is not sent, and the exit code is 1."
      })
  static final class Redrive extends AbstractCommand {
    @Mixin private final Connection connection = new Connection();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "PARTITION:OFFSET, as listed.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
      Cluster cluster = connection.cluster();
      List<DeadLetterEntry> entries = chosen(cluster, new RecordReading(cluster.schemas()), ids);
      Map<String, Object> settings = new HashMap<>(cluster.kafka().producer("barnabas-redrive"));
      settings.put("key.serializer", ByteArraySerializer.class);
      int left = 0;
      try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
        for (DeadLetterEntry entry : entries) {
          if (!entry.isWhole()) {
            err().println(entry.id() + ": only a part of the value was kept; not sent");
            left++;
            continue;
          }
          var written = producer.send(entry.again()).get();
          out()
              .println(
                  "%s: sent to %s-%d@%d"
                      .formatted(
                          entry.id(), written.topic(), written.partition(), written.offset()));
        }
      }
      return left == 0 ? CommandExit.OK : CommandExit.WRONG;
    }
  }
}
