package dev.barnabas.broker.topology;

import dev.barnabas.topics.SourceCoordinates;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * The partitions this process owns: the processors of one task share one {@link Partition}. Any
 * thread.
 */
final class Partitions {
  private final BrokerRuntime runtime;
  private final Map<TaskId, Partition> open = new ConcurrentHashMap<>();

  Partitions(BrokerRuntime runtime) {
    this.runtime = runtime;
  }

  Partition of(ProcessorContext<OutKey, byte[]> context) {
    return open.computeIfAbsent(
        context.taskId(),
        id ->
            new Partition(
                runtime,
                id.partition(),
                new StoredState(context),
                new CommitPace(commitInterval(context)),
                new BreakerWords(context.getStateStore(BreakerWords.STORE), runtime.codec())));
  }

  private static Duration commitInterval(ProcessorContext<OutKey, byte[]> context) {
    Object interval = context.appConfigs().get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
    return Duration.ofMillis(Long.parseLong(String.valueOf(interval)));
  }

  /** The wall clock. */
  Instant now() {
    return runtime.clock().instant();
  }

  void closed(ProcessorContext<OutKey, byte[]> context) {
    open.remove(context.taskId());
  }

  /** Where a moved record was first written; empty where that is not proven to be our word. */
  Optional<SourceCoordinates> origin(Headers headers, byte @Nullable [] value) {
    return OriginProof.of(headers, value, runtime.keys());
  }

  /** What a topic carries. */
  InputKind kindOf(String topic) {
    var names = runtime.names();
    if (topic.equals(names.control())) {
      return InputKind.CONTROL;
    }
    if (topic.equals(names.outcomes())) {
      return InputKind.OUTCOMES;
    }
    if (topic.equals(names.fallback())) {
      return InputKind.FALLBACK;
    }
    return topic.equals(names.misplaced()) ? InputKind.MISPLACED : InputKind.REQUESTS;
  }
}
