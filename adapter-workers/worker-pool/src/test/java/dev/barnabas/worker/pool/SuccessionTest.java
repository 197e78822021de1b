package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A partition under a chain of owners that finish, crash, leave in order, or lose acknowledgements,
 * at random: whatever happens, no record starts twice and none is lost.
 */
class SuccessionTest {

  private static final int LOG_END = 120;
  private static final int STEP = 10;

  @Property(tries = 2_000)
  @Tag("rule-1.2")
  void neverStartsARecordTwiceAndNeverLosesOne(
      @ForAll long seed, @ForAll @IntRange(min = 64, max = 80) int characters) {
    Partition partition = new Partition(new Random(seed), characters);

    for (int owner = 0; owner < 8; owner++) {
      partition.own();
    }
    partition.ownToTheEnd();

    assertThat(partition.starts.values()).allMatch(times -> times == 1);
    assertThat(partition.settled).containsAll(partition.records);
    assertThat(partition.committedBase()).isEqualTo(LOG_END);
  }

  /** The log, the committed offset, and what the owners did. */
  private static final class Partition {

    private final Random random;
    private final int characters;
    private final Set<Long> records = new HashSet<>();
    private final Map<Long, Integer> starts = new HashMap<>();
    private final Set<Long> settled = new HashSet<>();
    private @Nullable Progress committed;

    Partition(Random random, int characters) {
      this.random = random;
      this.characters = characters;
      for (long offset = 0; offset < LOG_END; offset++) {
        if (random.nextInt(5) != 0) {
          records.add(offset);
        }
      }
    }

    long committedBase() {
      return committed == null ? 0 : committed.base();
    }

    void own() {
      Owner owner = new Owner();
      int turns = random.nextInt(30);
      for (int turn = 0; turn < turns; turn++) {
        owner.doSomething(random.nextInt(10));
      }
      if (random.nextBoolean()) {
        owner.leave();
      }
    }

    void ownToTheEnd() {
      Owner owner = new Owner();
      for (int turn = 0; turn < LOG_END * 3; turn++) {
        owner.fetch();
        owner.commit(true);
        owner.startAll();
        owner.finishAll();
      }
      owner.leave();
    }

    /** One worker for the time it owns the partition. */
    private final class Owner {

      private final Lease lease;
      private final List<LeasedRecord> ready = new ArrayList<>();
      private final List<LeasedRecord> running = new ArrayList<>();
      private long position;

      Owner() {
        Progress found = committed;
        lease =
            new Lease(
                LeaseTest.PARTITION,
                found == null ? Inheritance.none() : LeaseTest.inheritance(throughText(found)),
                STEP);
        position = committedBase();
      }

      void doSomething(int what) {
        switch (what) {
          case 0, 1 -> fetch();
          case 2 -> commit(true);
          case 3 -> commit(false);
          case 4, 5, 6 -> startOne();
          default -> finishOne();
        }
      }

      void fetch() {
        long next = Math.min(LOG_END, position + random.nextInt(20));
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (long offset = position; offset < next; offset++) {
          if (records.contains(offset)) {
            batch.add(LeaseTest.record(offset));
          }
        }
        if (next > position) {
          lease.fetched(batch, next);
          position = next;
        }
      }

      /** A commit reaches the broker; its acknowledgement may be lost. */
      void commit(boolean acknowledged) {
        LeaseCommit commit = lease.commit();
        if (commit != null) {
          committed = commit.progress();
          if (acknowledged) {
            lease.acknowledged(commit);
          }
        }
      }

      void startAll() {
        admit();
        while (!ready.isEmpty() || lease.canHandBack()) {
          startOne();
        }
      }

      private void admit() {
        for (LeasedRecord next = lease.admit(); next != null; next = lease.admit()) {
          ready.add(next);
        }
      }

      void startOne() {
        admit();
        if (lease.canHandBack()) {
          running.add(lease.handBack());
        } else if (!ready.isEmpty()) {
          // Whose turn it is among flows is not the order of offsets.
          LeasedRecord record = ready.remove(random.nextInt(ready.size()));
          lease.start(record);
          running.add(record);
          if (random.nextInt(4) != 0) {
            pass(record);
          }
        }
      }

      void finishAll() {
        while (!running.isEmpty()) {
          finishOne();
        }
      }

      void finishOne() {
        if (!running.isEmpty()) {
          LeasedRecord record = running.remove(random.nextInt(running.size()));
          if (record.purpose() == LeasedRecord.Purpose.WORK && !record.started()) {
            pass(record);
          }
          settled.add(record.work().offset());
          lease.finished(record);
        }
      }

      /** In order: some of what started finishes, the rest is named in the clean mark. */
      void leave() {
        lease.withdraw();
        ready.clear();
        running.removeIf(LeasedRecord::withdrawn);
        for (int some = random.nextInt(3); some > 0; some--) {
          finishOne();
        }
        LeaseCommit clean = lease.cleanCommit();
        if (clean != null) {
          committed = clean.progress();
        }
      }

      private void pass(LeasedRecord record) {
        if (record.tryStart() == StartDecision.GRANTED) {
          starts.merge(record.work().offset(), 1, Integer::sum);
        }
      }

      /** As the next owner reads it: with whatever did not fit left out. */
      private Progress throughText(Progress progress) {
        DecodedProgress decoded =
            ProgressCodec.decode(progress.base(), ProgressCodec.encode(progress, characters));
        assertThat(decoded).isInstanceOf(DecodedProgress.Intact.class);
        return ((DecodedProgress.Intact) decoded).progress();
      }
    }
  }
}
