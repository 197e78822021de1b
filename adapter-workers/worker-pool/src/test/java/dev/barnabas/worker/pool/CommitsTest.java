package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CommitsTest {

  private final FakeConsumer consumer = new FakeConsumer();
  private final FakeTicker ticker = new FakeTicker();
  private final Standing standing = new Standing(ticker, Duration.ofSeconds(4).toNanos());
  private final Commits commits =
      new Commits(
          consumer,
          PoolSettings.of(
              "pool",
              "group",
              List.of(PoolTopic.realtime("work")),
              Map.of("bootstrap.servers", "localhost:1")),
          standing,
          new PoolMeters(new SimpleMeterRegistry(), "pool", CommitsTest::noHealth),
          ticker);
  private final Lease lease = LeaseTest.fresh();

  @Test
  void commitsAtOnceWhenTheStartLimitRunsOut() {
    lease.fetched(LeaseTest.records(0, 5), 5);

    commits.commitIfDue(List.of(lease), () -> {});
    assertThat(lease.admit()).isNull();
    consumer.acknowledge(null);

    assertThat(lease.admit()).isNotNull();
  }

  @Test
  void keepsOneCommitUnderWay() {
    lease.fetched(LeaseTest.records(0, 5), 5);

    commits.commitIfDue(List.of(lease), () -> {});
    ticker.advance(Duration.ofSeconds(1));
    commits.commitIfDue(List.of(lease), () -> {});

    assertThat(consumer.pending).hasSize(1);
  }

  @Test
  void triesAgainAfterAFailedCommitWithoutStartingAnything() {
    lease.fetched(LeaseTest.records(0, 5), 5);
    commits.commitIfDue(List.of(lease), () -> {});

    consumer.acknowledge(new RebalanceInProgressException());

    assertThat(lease.admit()).isNull();
    commits.commitIfDue(List.of(lease), () -> {});
    assertThat(consumer.pending).isEmpty();
    ticker.advance(Duration.ofMillis(100));
    commits.commitIfDue(List.of(lease), () -> {});
    assertThat(consumer.pending).hasSize(1);
  }

  @Test
  @Tag("rule-5.10")
  void startsNothingByAnAcknowledgementThatComesAfterTheLease() {
    lease.fetched(LeaseTest.records(0, 5), 5);
    commits.commitIfDue(List.of(lease), () -> {});

    lease.end();
    consumer.acknowledge(null);

    assertThat(lease.admit()).isNull();
  }

  @Test
  void commitsNothingWhenNothingHappened() {
    lease.fetched(LeaseTest.records(0, 1), 1);
    commits.commitIfDue(List.of(lease), () -> {});
    consumer.acknowledge(null);
    ticker.advance(Duration.ofSeconds(1));

    commits.commitIfDue(List.of(lease), () -> {});

    assertThat(consumer.pending).isEmpty();
  }

  @Test
  void asksTheBrokerAfterASilenceAndStartsNothingBeforeItAnswers() {
    lease.fetched(LeaseTest.records(0, 1), 1);
    commits.commitIfDue(List.of(lease), () -> {});
    consumer.acknowledge(null);
    commits.commitIfDue(List.of(lease), () -> {});
    assertThat(consumer.pending).isEmpty();

    ticker.advance(Duration.ofSeconds(5));
    assertThat(standing.allowsStart()).isFalse();
    standing.turn();
    commits.commitIfDue(List.of(lease), () -> {});
    assertThat(standing.allowsStart()).isFalse();
    consumer.acknowledge(null);

    assertThat(standing.allowsStart()).isTrue();
  }

  @Test
  void startsNothingWhenTheBrokerIsSilentAlthoughThePollThreadTurns() {
    lease.fetched(LeaseTest.records(0, 1), 1);
    commits.commitIfDue(List.of(lease), () -> {});
    consumer.acknowledge(null);
    assertThat(standing.allowsStart()).isTrue();

    turnFor(Duration.ofSeconds(3));
    commits.commitIfDue(List.of(lease), () -> {});
    turnFor(Duration.ofSeconds(2));
    assertThat(standing.isDoubtful()).isFalse();
    assertThat(standing.allowsStart()).isFalse();

    consumer.acknowledge(null);
    assertThat(standing.allowsStart()).isTrue();
    turnFor(Duration.ofSeconds(3));
    assertThat(standing.allowsStart()).isFalse();
  }

  @Test
  void asksTheBrokerFromTimeToTimeWhileThereIsWorkAndNeverWhenThereIsNone() {
    commits.commitIfDue(List.of(lease), () -> {});
    turnFor(Duration.ofSeconds(3));
    lease.fetched(List.of(), 0);
    commits.commitIfDue(List.of(lease), () -> {});
    consumer.acknowledge(null);
    turnFor(Duration.ofSeconds(3));
    commits.commitIfDue(List.of(lease), () -> {});
    assertThat(consumer.pending).isEmpty();

    lease.fetched(LeaseTest.records(0, 1), 1);
    commits.commitIfDue(List.of(lease), () -> {});
    consumer.acknowledge(null);
    turnFor(Duration.ofSeconds(3));
    commits.commitIfDue(List.of(lease), () -> {});
    assertThat(consumer.pending).hasSize(1);
  }

  @Test
  void hearsOfTheBrokerInTheMiddleOfADrainSoThatOtherPartitionsGoOnStarting() {
    lease.fetched(LeaseTest.records(0, 1), 1);
    turnFor(Duration.ofSeconds(1));
    commits.hear(List.of(lease));
    assertThat(consumer.committed).isEmpty();

    turnFor(Duration.ofSeconds(4));
    assertThat(standing.allowsStart()).isFalse();
    commits.hear(List.of(lease));

    assertThat(consumer.committed).hasSize(1);
    assertThat(standing.allowsStart()).isTrue();
    assertThat(lease.admit()).isNotNull();
  }

  @Test
  void startsNothingWhenTheBrokerRefusesWhatADrainAsks() {
    lease.fetched(LeaseTest.records(0, 1), 1);
    consumer.maxCharacters = 0;
    turnFor(Duration.ofSeconds(5));

    commits.hear(List.of(lease));

    assertThat(consumer.committed).isEmpty();
    assertThat(standing.allowsStart()).isFalse();
    assertThat(lease.admit()).isNull();
  }

  private void turnFor(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minusMillis(500)) {
      ticker.advance(Duration.ofMillis(500));
      standing.turn();
    }
  }

  @Test
  void doesNotTakeTheAnswerToACommitFromBeforeTheSilenceForOne() {
    lease.fetched(LeaseTest.records(0, 1), 1);
    commits.commitIfDue(List.of(lease), () -> {});
    ticker.advance(Duration.ofSeconds(5));
    standing.turn();

    consumer.acknowledge(null);

    assertThat(standing.allowsStart()).isFalse();
  }

  @Test
  void marksWhatHasStartedWhileItWaitsForTheLastCalls() {
    lease.fetched(LeaseTest.records(0, 5), 5);
    LeaseTest.commit(lease);
    LeasedRecord started = LeaseTest.start(lease);
    started.tryStart();
    lease.withdraw();
    ticker.advance(Duration.ofSeconds(1));

    commits.commitCleanIfDue(List.of(lease));

    OffsetAndMetadata sent = consumer.sent.getLast();
    DecodedProgress decoded = ProgressCodec.decode(sent.offset(), sent.metadata());
    assertThat(decoded)
        .isEqualTo(
            new DecodedProgress.Intact(
                new Progress(0, 21, new OffsetSet(), OffsetSet.ofRange(0, 1))));
    consumer.acknowledge(null);
    ticker.advance(Duration.ofSeconds(1));
    commits.commitCleanIfDue(List.of(lease));
    assertThat(consumer.sent).hasSize(1);
  }

  @Test
  @Tag("rule-5.10")
  void waitsForTheCommitUnderWayWithoutCommittingAnything() {
    commits.awaitUnderWay();
    assertThat(consumer.waits).isZero();
    lease.fetched(LeaseTest.records(0, 1), 1);
    commits.commitIfDue(List.of(lease), () -> {});

    commits.awaitUnderWay();

    assertThat(consumer.waits).isEqualTo(1);
    assertThat(consumer.committed).isEmpty();
  }

  @Test
  void saysLessUntilTheBrokerAcceptsIt() {
    consumer.maxCharacters = 300;
    finishEveryOtherOf(9_000);

    boolean committed = commits.commitClean(List.of(lease));

    assertThat(committed).isTrue();
    assertThat(consumer.committed).hasSize(1);
    OffsetAndMetadata accepted = consumer.committed.getFirst();
    DecodedProgress decoded = ProgressCodec.decode(accepted.offset(), accepted.metadata());
    assertThat(decoded).isInstanceOf(DecodedProgress.Intact.class);
  }

  @Test
  void givesUpWhenTheBrokerAcceptsNothing() {
    consumer.maxCharacters = 0;
    finishEveryOtherOf(100);

    assertThat(commits.commitClean(List.of(lease))).isFalse();
  }

  private void finishEveryOtherOf(int count) {
    lease.fetched(LeaseTest.records(0, count), count);
    for (int started = 0; started < count; started++) {
      if (started % 100 == 0) {
        LeaseTest.commit(lease);
      }
      LeasedRecord record = LeaseTest.start(lease);
      record.tryStart();
      if (started % 2 == 1) {
        lease.finished(record);
      }
    }
    lease.withdraw();
  }

  private static PoolHealth noHealth() {
    return new PoolHealth(PoolPhase.NEW, 0, 0, 0, 0, 0, Duration.ZERO, null);
  }

  /** Accepts what is short enough; answers asynchronous commits when the test says so. */
  private static final class FakeConsumer extends MockConsumer<byte[], byte[]> {

    private final Deque<OffsetCommitCallback> pending = new ArrayDeque<>();
    private final List<OffsetAndMetadata> committed = new ArrayList<>();
    private final List<OffsetAndMetadata> sent = new ArrayList<>();
    private int maxCharacters = 4096;
    private int waits;

    FakeConsumer() {
      super("earliest");
    }

    void acknowledge(@Nullable Exception failure) {
      pending.removeFirst().onComplete(Map.of(), failure);
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      pending.add(callback);
      sent.addAll(offsets.values());
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      waits += offsets.isEmpty() ? 1 : 0;
      for (OffsetAndMetadata offset : offsets.values()) {
        if (offset.metadata().length() > maxCharacters) {
          throw new OffsetMetadataTooLarge();
        }
        committed.add(offset);
      }
    }
  }
}
