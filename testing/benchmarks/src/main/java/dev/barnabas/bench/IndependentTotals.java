package dev.barnabas.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.installation.Installation;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RecordJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares totals with those that a Python script calculates with its own decimals from the
 * metering topic as JSON. The script shares nothing with Barnabas.
 */
final class IndependentTotals {
  private static final String SCRIPT = "usage_totals.py";
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * What the script said.
   *
   * @param agrees whether everything is the same
   * @param said its last line, JSON
   * @param complaints what differs, as far as it told
   */
  record Verdict(boolean agrees, String said, String complaints) {}

  private IndependentTotals() {}

  /** Whether there is a Python to run it with. */
  static boolean canRun() {
    try {
      return new ProcessBuilder("python3", "--version").redirectErrorStream(true).start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs it.
   *
   * @param directory for the files it reads and writes
   */
  static Verdict compare(Installation installation, Collection<UsageTotals> totals, Path directory)
      throws IOException, InterruptedException {
    Path script = directory.resolve(SCRIPT);
    try (InputStream source = IndependentTotals.class.getResourceAsStream(SCRIPT)) {
      if (source == null) {
        throw new IllegalStateException("no " + SCRIPT + " on the class path");
      }
      Files.copy(source, script);
    }
    Path told = directory.resolve("totals.jsonl");
    Files.write(told, totals.stream().map(RecordJson::write).toList());
    Path answer = directory.resolve("verdict.json");
    Path complaints = directory.resolve("complaints.txt");
    Process python =
        new ProcessBuilder("python3", script.toString(), told.toString())
            .redirectOutput(answer.toFile())
            .redirectError(complaints.toFile())
            .start();
    try (BufferedWriter events = python.outputWriter(UTF_8)) {
      export(installation, events);
    }
    int code = python.waitFor();
    return new Verdict(
        code == 0, Files.readString(answer).strip(), Files.readString(complaints).strip());
  }

  /** The metering topic, a JSON object a line. */
  private static void export(Installation installation, BufferedWriter events) throws IOException {
    RecordCodec codec = new RecordCodec(installation.schemas());
    try (var consumer = new KafkaConsumer<byte[], byte[]>(installation.kafka().reader("export"))) {
      List<TopicPartition> partitions =
          IntStream.range(0, installation.plan().homePartitions())
              .mapToObj(p -> new TopicPartition(installation.names().metering(), p))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (var record : consumer.poll(POLL)) {
          if (codec.decode(record.value(), UsageEvent.class)
              instanceof Parsed.Read<UsageEvent>(UsageEvent event)) {
            events.write(RecordJson.write(event));
            events.newLine();
          }
        }
      }
    }
  }
}
