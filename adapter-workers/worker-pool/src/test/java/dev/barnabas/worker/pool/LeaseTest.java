package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LeaseTest {

  static final TopicPartition PARTITION = new TopicPartition("work", 0);

  @Test
  void startsNothingBeforeACommitCoversIt() {
    Lease lease = fresh();
    lease.fetched(records(0, 3), 3);

    assertThat(lease.admit()).isNull();
    commit(lease);
    assertThat(lease.admit()).isNotNull();
  }

  @Test
  void countsOffsetsWithoutARecordAsFinished() {
    Lease lease = fresh();
    lease.fetched(List.of(record(0), record(4)), 9);
    commit(lease);

    lease.finished(start(lease));
    lease.finished(start(lease));

    assertThat(commit(lease).base()).isEqualTo(9);
  }

  @Test
  void movesOnWhenAPollDeliversMarkersOnly() {
    Lease lease = fresh();
    lease.fetched(List.of(), 5);
    lease.fetched(List.of(), 7);

    assertThat(commit(lease).base()).isEqualTo(7);
  }

  @Test
  @Tag("rule-1.2")
  void handsBackWhatIsUnfinishedBelowTheLimitOfAnOwnerThatDied() {
    Inheritance inheritance = inheritance(new Progress(10, 15, OffsetSet.ofRange(11, 13), null));
    Lease lease = new Lease(PARTITION, inheritance, 100);
    lease.fetched(records(10, 18), 18);
    commit(lease);

    assertThat(handBackAll(lease)).containsExactly(10L, 13L, 14L);
    assertThat(startAll(lease)).containsExactly(15L, 16L, 17L);
  }

  @Test
  void startsWhatACleanMarkSaysNeverStarted() {
    Inheritance inheritance =
        inheritance(new Progress(10, 15, OffsetSet.ofRange(11, 13), OffsetSet.ofRange(13, 14)));
    Lease lease = new Lease(PARTITION, inheritance, 100);
    lease.fetched(records(10, 16), 16);
    commit(lease);

    assertThat(handBackAll(lease)).containsExactly(13L);
    assertThat(startAll(lease)).containsExactly(10L, 14L, 15L);
  }

  @Test
  void startsNothingUnderACleanMarkBeforeACommitHasRemovedIt() {
    Inheritance inheritance = inheritance(new Progress(10, 600, new OffsetSet(), new OffsetSet()));
    Lease lease = new Lease(PARTITION, inheritance, 100);
    lease.fetched(records(10, 12), 12);

    assertThat(lease.admit()).isNull();
    assertThat(commit(lease).open()).isNull();
    assertThat(lease.admit()).isNotNull();
  }

  @Test
  void namesInTheCleanMarkExactlyWhatStartedAndWhatItStillOwes() {
    Inheritance inheritance = inheritance(new Progress(0, 4, new OffsetSet(), null));
    Lease lease = new Lease(PARTITION, inheritance, 100);
    lease.fetched(records(0, 10), 10);
    commit(lease);
    lease.finished(lease.handBack());
    LeasedRecord started = start(lease);
    LeasedRecord notStarted = start(lease);
    started.tryStart();

    lease.withdraw();

    assertThat(notStarted.tryStart()).isEqualTo(StartDecision.WITHDRAWN);
    LeaseCommit clean = lease.cleanCommit();
    assertThat(clean).isNotNull();
    assertThat(clean.progress().base()).isEqualTo(1);
    assertThat(OffsetSetTest.numbers(open(clean)))
        .containsExactlyInAnyOrder(1L, 2L, 3L, started.work().offset());
  }

  @Test
  void keepsNamingWhatItOwesBeyondWhatItHasFetched() {
    Inheritance inheritance = inheritance(new Progress(0, 500, new OffsetSet(), null));
    Lease lease = new Lease(PARTITION, inheritance, 100);
    lease.withdraw();

    LeaseCommit clean = lease.cleanCommit();

    assertThat(clean).isNotNull();
    assertThat(open(clean)).isEqualTo(OffsetSet.ofRange(0, 500));
  }

  @Test
  @Tag("rule-5.10")
  void neverCommitsLowerThanItInherited() {
    Lease lease =
        new Lease(
            PARTITION, inheritance(new Progress(50, 50, new OffsetSet(), new OffsetSet())), 100);

    // The log was cut back below the committed offset.
    lease.fetched(records(20, 25), 25);

    assertThat(commit(lease).base()).isEqualTo(50);
    assertThat(handBackAll(lease)).containsExactly(20L, 21L, 22L, 23L, 24L);
  }

  @Test
  void handsBackEverythingUpToTheLogEndWhenTheMetadataIsForeign() {
    Inheritance foreign = Inheritance.of(5, new DecodedProgress.Foreign("no metadata"), 8);
    Lease lease = new Lease(PARTITION, foreign, 100);
    lease.fetched(records(5, 10), 10);
    commit(lease);

    assertThat(handBackAll(lease)).containsExactly(5L, 6L, 7L);
    assertThat(startAll(lease)).containsExactly(8L, 9L);
  }

  @Test
  void hasNoNewsWhenNothingHappenedSinceTheLastCommit() {
    Lease lease = fresh();
    lease.fetched(records(0, 1), 1);
    commit(lease);
    lease.finished(start(lease));
    assertThat(lease.hasNews()).isTrue();

    commit(lease);

    assertThat(lease.hasNews()).isFalse();
  }

  @Property(tries = 500)
  void coversNoMoreThanAStepOfRecordsThatHaveNotStartedInWhateverOrderTheyStart(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int step) {
    Random random = new Random(seed);
    Lease lease = new Lease(PARTITION, Inheritance.none(), step);
    List<LeasedRecord> ready = new ArrayList<>();
    List<Long> notStarted = new ArrayList<>();
    long next = 0;
    for (int turn = 0; turn < 60; turn++) {
      List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
      for (int some = random.nextInt(10); some > 0; some--) {
        next += random.nextInt(3);
        batch.add(record(next));
        notStarted.add(next++);
      }
      lease.fetched(batch, next);
      long limit = commit(lease).startLimit();
      assertThat(notStarted.stream().filter(offset -> offset < limit).count())
          .isLessThanOrEqualTo(step);
      Stream.generate(lease::admit).takeWhile(Objects::nonNull).forEach(ready::add);
      assertThat(ready.isEmpty()).as("work goes on").isEqualTo(notStarted.isEmpty());
      for (int some = random.nextInt(10); some > 0 && !ready.isEmpty(); some--) {
        LeasedRecord started = ready.remove(random.nextInt(ready.size()));
        lease.start(started);
        notStarted.remove(started.work().offset());
      }
    }
  }

  static Lease fresh() {
    return new Lease(PARTITION, Inheritance.none(), 100);
  }

  static Inheritance inheritance(Progress progress) {
    return Inheritance.of(progress.base(), new DecodedProgress.Intact(progress), 0);
  }

  static Progress commit(Lease lease) {
    LeaseCommit commit = lease.commit();
    assertThat(commit).isNotNull();
    lease.acknowledged(commit);
    return commit.progress();
  }

  /** Starts the next record in the order of offsets. */
  static LeasedRecord start(Lease lease) {
    LeasedRecord record = lease.admit();
    assertThat(record).isNotNull();
    lease.start(record);
    return record;
  }

  static List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
    return LongStream.range(from, to).mapToObj(LeaseTest::record).toList();
  }

  static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>(
        PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]);
  }

  private static OffsetSet open(LeaseCommit commit) {
    OffsetSet open = commit.progress().open();
    assertThat(open).isNotNull();
    return open;
  }

  private static List<Long> startAll(Lease lease) {
    return Stream.generate(lease::admit)
        .takeWhile(Objects::nonNull)
        .peek(lease::start)
        .map(record -> record.work().offset())
        .toList();
  }

  private static List<Long> handBackAll(Lease lease) {
    return LongStream.generate(() -> lease.canHandBack() ? lease.handBack().work().offset() : -1)
        .takeWhile(offset -> offset >= 0)
        .boxed()
        .toList();
  }
}
