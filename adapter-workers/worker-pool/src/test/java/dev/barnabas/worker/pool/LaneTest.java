package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Lane lane = new Lane();
  private final Lease lease = LeaseTest.fresh();

  @Test
  void takesTurnsOfAsManyStartsAsAFlowWeighs() {
    add(lease, "a", 2, 0, 1, 2, 3, 4, 5);
    add(lease, "b", 1, 6, 7, 8);

    assertThat(startsThatEndAtOnce(9)).containsExactly(0L, 1L, 6L, 2L, 3L, 7L, 4L, 5L, 8L);
  }

  @Test
  void letsAFlowThatComesWhileAnotherWaitsStartAfterTheTurnOfThatOne() {
    add(lease, "a", 1, 0, 1, 2, 3);
    assertThat(startsThatEndAtOnce(1)).containsExactly(0L);

    add(lease, "b", 1, 9);

    assertThat(startsThatEndAtOnce(4)).containsExactly(1L, 9L, 2L, 3L);
  }

  @Test
  void savesNothingUpForAFlowThatWasIdle() {
    add(lease, "a", 5, 0);
    assertThat(startsThatEndAtOnce(1)).containsExactly(0L);
    add(lease, "b", 1, 1, 2, 3);
    add(lease, "a", 5, 4, 5, 6, 7, 8, 9, 10);

    assertThat(startsThatEndAtOnce(10)).containsExactly(1L, 4L, 5L, 6L, 7L, 8L, 2L, 9L, 10L, 3L);
  }

  @Test
  void letsThePartitionsOfAFlowTakeTurns() {
    Lease other = new Lease(new TopicPartition("work", 1), Inheritance.none(), 100);
    add(lease, "a", 1, 0, 1, 2);
    add(other, "a", 1, 10, 11);

    assertThat(startsThatEndAtOnce(5)).containsExactly(0L, 10L, 1L, 11L, 2L);
  }

  @Test
  void forgetsThePartitionThatLeaves() {
    Lease other = new Lease(new TopicPartition("work", 1), Inheritance.none(), 100);
    add(lease, "a", 1, 0, 1);
    add(lease, "b", 1, 2);
    add(other, "a", 1, 10);

    lane.remove(lease);

    assertThat(startsThatEndAtOnce(1)).containsExactly(10L);
    assertThat(lane.isEmpty()).isTrue();
    assertThat(lane.next()).isNull();
  }

  /** Records come, start, end and leave with their partition at random. */
  @Property(tries = 300)
  void startsEveryRecordOnceAndAFlowsOwnInOrder(@ForAll long seed) {
    Random random = new Random(seed);
    Lane any = new Lane();
    Map<Integer, Lease> leases = new HashMap<>();
    Map<String, Long> lastOf = new HashMap<>();
    Map<LeasedRecord, Boolean> open = new HashMap<>();
    Deque<LeasedRecord> running = new ArrayDeque<>();
    for (long offset = 0; offset < 400; offset++) {
      int partition = random.nextInt(3);
      Lease in =
          leases.computeIfAbsent(
              partition, p -> new Lease(new TopicPartition("work", p), Inheritance.none(), 100));
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> {
          Flow flow = new Flow("f" + random.nextInt(4), 1 + random.nextInt(3));
          LeasedRecord record = record(in, flow, offset);
          open.put(record, true);
          any.add(record);
        }
        case 4, 5 -> {
          LeasedRecord record = any.next();
          assertThat(record == null).isEqualTo(open.isEmpty());
          if (record != null) {
            assertThat(open.remove(record)).isTrue();
            Long before =
                lastOf.put(
                    record.flow().key() + record.lease().partition(), record.work().offset());
            assertThat(before == null || before < record.work().offset()).isTrue();
            running.add(record);
          }
        }
        case 6 -> {
          if (!running.isEmpty()) {
            any.ended(running.remove());
          }
        }
        default -> {
          if (random.nextInt(5) == 0) {
            any.remove(in);
            open.keySet().removeIf(record -> record.lease() == in);
            leases.remove(partition);
          }
        }
      }
    }
    for (LeasedRecord record = any.next(); record != null; record = any.next()) {
      assertThat(open.remove(record)).isTrue();
    }
    assertThat(open).isEmpty();
    assertThat(any.isEmpty()).isTrue();
  }

  /** The bound of deficit round robin: between two starts of a flow, one turn of each other. */
  @Property(tries = 200)
  void makesNoFlowWaitLongerThanATurnOfEachOther(@ForAll long seed) {
    Random random = new Random(seed);
    Lane any = new Lane();
    Lease own = LeaseTest.fresh();
    Map<String, Integer> weights = new TreeMap<>();
    for (int flow = 0; flow < 5; flow++) {
      Flow named = new Flow("f" + flow, 1 + random.nextInt(6));
      weights.put(named.key(), named.weight());
      for (int index = 0; index < 60; index++) {
        any.add(record(own, named, flow * 100L + index));
      }
    }
    int all = weights.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> lastStart = new HashMap<>();
    for (int start = 0; start < 60; start++) {
      LeasedRecord record = any.next();
      assertThat(record).isNotNull();
      any.ended(record);
      String flow = record.flow().key();
      Integer weight = weights.get(flow);
      assertThat(weight).isNotNull();
      assertThat(start - lastStart.getOrDefault(flow, -1)).isLessThanOrEqualTo(all - weight + 1);
      lastStart.put(flow, start);
    }
  }

  private void add(Lease to, String flow, int weight, long... offsets) {
    for (long offset : offsets) {
      lane.add(record(to, new Flow(flow, weight), offset));
    }
  }

  private List<Long> startsThatEndAtOnce(int count) {
    List<Long> offsets = new ArrayList<>();
    for (int start = 0; start < count; start++) {
      LeasedRecord record = lane.next();
      assertThat(record).isNotNull();
      lane.ended(record);
      offsets.add(record.work().offset());
    }
    return offsets;
  }

  private static LeasedRecord record(Lease lease, Flow flow, long offset) {
    ConsumerRecord<byte[], byte[]> source =
        new ConsumerRecord<>(
            lease.partition().topic(),
            lease.partition().partition(),
            offset,
            new byte[0],
            new byte[0]);
    return new LeasedRecord(lease, new WorkRecord(source), flow, LeasedRecord.Purpose.WORK);
  }
}
