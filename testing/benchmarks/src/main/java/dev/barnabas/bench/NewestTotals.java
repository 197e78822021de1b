package dev.barnabas.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.installation.Installation;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The newest record of each key of the totals topic, from now or its beginning on. One thread. */
final class NewestTotals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final RecordCodec codec;
  private final Map<String, byte[]> values = new TreeMap<>();
  private final Map<String, UsageTotals> totals = new TreeMap<>();

  private NewestTotals(Installation installation) {
    consumer = new KafkaConsumer<>(installation.kafka().reader("measurement"));
    codec = new RecordCodec(installation.schemas());
    partitions =
        IntStream.range(0, installation.plan().homePartitions())
            .mapToObj(p -> new TopicPartition(installation.names().usageTotals(), p))
            .toList();
    consumer.assign(partitions);
  }

  /** What is written from now on. */
  static NewestTotals fromNow(Installation installation) {
    NewestTotals newest = new NewestTotals(installation);
    newest.consumer.seekToEnd(newest.partitions);
    newest.partitions.forEach(newest.consumer::position);
    return newest;
  }

  /** Reads up to where the topic ends now. */
  void read() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (var record : consumer.poll(POLL)) {
        String key = new String(record.key(), UTF_8);
        values.put(key, record.value());
        if (codec.decode(record.value(), UsageTotals.class)
            instanceof Parsed.Read<UsageTotals>(UsageTotals total)) {
          totals.put(key, total);
        } else {
          throw new IllegalStateException("no total at " + key);
        }
      }
    }
  }

  /** Whether each window comes to what is expected. */
  boolean comesTo(GeneratedUsage.Expected expected) {
    return List.of("HOUR", "DAY", "MONTH", "RECORDED_DAY").stream()
            .allMatch(
                window -> calls(window) == expected.calls() && tokens(window) == expected.tokens())
        && tokens("USER_MONTH") == expected.userTokens();
  }

  private long calls(String window) {
    return of(window).stream().mapToLong(UsageTotals::getCalls).sum();
  }

  private long tokens(String window) {
    return of(window).stream().mapToLong(UsageTotals::getTokensCharged).sum();
  }

  private List<UsageTotals> of(String window) {
    return totals.values().stream().filter(total -> total.getWindow().equals(window)).toList();
  }

  Collection<UsageTotals> totals() {
    return totals.values();
  }

  /** SHA-256 over keys and values as they are on the topic, in the order of the keys. */
  String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      values.forEach((key, value) -> {
        digest.update(key.getBytes(UTF_8));
        digest.update(value);
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
