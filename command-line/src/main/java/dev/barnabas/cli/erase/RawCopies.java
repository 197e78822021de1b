package dev.barnabas.cli.erase;

import dev.barnabas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The topics on which a tenant's raw text is left after an erasure, each with the time by which
 * Kafka has deleted it. A record goes with its segment: at the latest when the segment has been
 * closed for the retention, and the broker looks.
 */
public final class RawCopies {
  private static final Duration LOOK = Duration.ofMinutes(5);

  private final TopicNames names;
  private final String tenant;

  /** Of a tenant. */
  public RawCopies(TopicNames names, String tenant) {
    this.names = names;
    this.tenant = tenant;
  }

  /**
   * One topic.
   *
   * @param topic its name
   * @param what is on it
   * @param until when the last of what is there now is deleted; null if that has no bound
   */
  public record RawCopy(String topic, String what, @Nullable Instant until) {}

  /** What may be there, by topic. */
  Map<String, String> topics() {
    Map<String, String> topics = new HashMap<>();
    topics.put(names.requests(), "requests as they were sent");
    topics.put(names.requests(tenant), "requests as they were sent");
    topics.put(names.misplaced(), "requests on their way to their home partition");
    topics.put(names.responses(), "answers with their values put back");
    topics.put(names.responses(tenant), "answers with their values put back");
    topics.put(names.deadLetter(), "requests that could not be taken");
    topics.put(stateChangelog(names), "the erased salt, with the master key a copy of the key");
    return topics;
  }

  /** The changelog of broker-app's store. */
  static String stateChangelog(TopicNames names) {
    return names.prefix() + "-broker-app-state-changelog";
  }

  /** The topics that exist, in order of their names. */
  public List<RawCopy> on(Admin admin, Instant now)
      throws ExecutionException, InterruptedException {
    Map<String, String> topics = topics();
    Collection<String> there = admin.listTopics().names().get();
    List<ConfigResource> asked =
        topics.keySet().stream()
            .filter(there::contains)
            .sorted()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    Map<ConfigResource, Config> settings = admin.describeConfigs(asked).all().get();
    List<RawCopy> copies = new ArrayList<>();
    for (ConfigResource topic : asked) {
      String what = topics.getOrDefault(topic.name(), "");
      copies.add(new RawCopy(topic.name(), what, until(settings.get(topic), now)));
    }
    return copies;
  }

  private static @Nullable Instant until(@Nullable Config settings, Instant now) {
    if (settings == null) {
      return null;
    }
    long kept =
        settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("delete")
            ? millis(settings, TopicConfig.RETENTION_MS_CONFIG)
            : millis(settings, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
    long segment = millis(settings, TopicConfig.SEGMENT_MS_CONFIG);
    return until(now, kept, segment);
  }

  private static long millis(Config settings, String name) {
    return Long.parseLong(settings.get(name).value());
  }

  /**
   * The latest time, cut to the minute; null where Kafka keeps a record for ever.
   *
   * @param kept milliseconds a closed segment is kept, or may be left uncompacted
   * @param segment milliseconds after which a segment is closed
   */
  static @Nullable Instant until(Instant now, long kept, long segment) {
    if (kept < 0 || kept >= Duration.ofDays(36_500).toMillis()) {
      return null;
    }
    return now.plusMillis(kept)
        .plusMillis(Math.min(segment, Duration.ofDays(36_500).toMillis()))
        .plus(LOOK)
        .truncatedTo(ChronoUnit.MINUTES);
  }
}
