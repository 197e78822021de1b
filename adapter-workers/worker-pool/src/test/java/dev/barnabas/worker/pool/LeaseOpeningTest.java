package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseOpeningTest {

  private final RefusingConsumer consumer = new RefusingConsumer();
  private final PoolSettings settings =
      PoolSettings.of(
          "pool",
          "group",
          List.of(PoolTopic.realtime("work")),
          Map.of("bootstrap.servers", "localhost:1"));
  private final LeaseTable leases = new LeaseTable(settings.topics(), settings.fairness());

  @ParameterizedTest
  @ValueSource(
      classes = {
        TimeoutException.class,
        UnknownMemberIdException.class,
        StaleMemberEpochException.class
      })
  void triesAgainWhenTheBrokerRefusesToSayWhatWasCommitted(Class<? extends KafkaException> refusal)
      throws Exception {
    LeaseOpening opening = opening(settings);
    leases.assign(List.of(LeaseTest.PARTITION));
    consumer.refusal = refusal.getConstructor(String.class).newInstance("planted by the test");

    opening.open();
    assertThat(leases.lease(LeaseTest.PARTITION)).isNull();
    assertThat(leases.unopened()).containsExactly(LeaseTest.PARTITION);

    consumer.refusal = null;
    opening.open();
    assertThat(leases.lease(LeaseTest.PARTITION)).isNotNull();
  }

  @Test
  void takesARecordWhoseFlowCannotBeToldForCommon() {
    LeaseOpening opening =
        opening(
            settings.withFairness(
                Fairness.defaults()
                    .withFlows(record -> {
                      throw new IllegalStateException("planted by the test");
                    })));
    leases.assign(List.of(LeaseTest.PARTITION));
    opening.open();
    Lease lease = leases.lease(LeaseTest.PARTITION);
    assertThat(lease).isNotNull();

    lease.fetched(LeaseTest.records(0, 1), 1);

    LeaseTest.commit(lease);
    assertThat(LeaseTest.start(lease).flow()).isEqualTo(Flow.COMMON);
  }

  private LeaseOpening opening(PoolSettings with) {
    Standing standing = new Standing(new FakeTicker(), Long.MAX_VALUE);
    PoolMeters meters =
        new PoolMeters(
            new SimpleMeterRegistry(),
            "pool",
            () -> new PoolHealth(PoolPhase.NEW, 0, 0, 0, 0, 0, Duration.ZERO, null));
    return new LeaseOpening(consumer, leases, with, standing, meters);
  }

  /** Says what was committed unless it is to refuse. */
  private static final class RefusingConsumer extends MockConsumer<byte[], byte[]> {

    private @Nullable KafkaException refusal;

    RefusingConsumer() {
      super("earliest");
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
        Set<TopicPartition> partitions, Duration timeout) {
      if (refusal != null) {
        throw refusal;
      }
      return Map.of();
    }
  }
}
