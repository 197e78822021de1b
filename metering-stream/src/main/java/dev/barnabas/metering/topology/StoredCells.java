package dev.barnabas.metering.topology;

import dev.barnabas.metering.query.Cells;
import dev.barnabas.metering.totals.Totals;
import dev.barnabas.metering.totals.TotalsKey;
import dev.barnabas.metering.totals.Window;
import dev.barnabas.topics.HomePartition;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The totals in the stores of a running application. They are ahead of their topic by what is
 * counted and not committed yet.
 */
public final class StoredCells implements Cells {

  private final ReadOnlyKeyValueStore<String, byte[]> totals;
  private final SortedSet<Integer> partitions;
  private final int homePartitions;

  private StoredCells(
      ReadOnlyKeyValueStore<String, byte[]> totals,
      SortedSet<Integer> partitions,
      int homePartitions) {
    this.totals = totals;
    this.partitions = partitions;
    this.homePartitions = homePartitions;
  }

  /** The totals; empty while the application starts or moves partitions. */
  public static Optional<Cells> of(KafkaStreams streams, int homePartitions) {
    try {
      var store =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  MeteringStores.TOTALS, QueryableStoreTypes.<String, byte[]>keyValueStore()));
      var partitions = new TreeSet<Integer>();
      for (var thread : streams.metadataForLocalThreads()) {
        thread.activeTasks().forEach(task -> partitions.add(task.taskId().partition()));
      }
      return Optional.of(new StoredCells(store, partitions, homePartitions));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public SortedSet<Integer> partitions() {
    return partitions;
  }

  @Override
  public int homeOf(String tenantId) {
    return HomePartition.of(tenantId, homePartitions);
  }

  @Override
  public int allPartitions() {
    return homePartitions;
  }

  @Override
  public void visit(
      @Nullable String tenantId, Window window, BiConsumer<TotalsKey, Totals> visitor) {
    try (var entries = entries(tenantId, window)) {
      while (entries.hasNext()) {
        var entry = entries.next();
        var key = TotalsKey.parse(entry.key);
        if (key.window() == window) {
          visitor.accept(key, TotalsState.decode(entry.value));
        }
      }
    }
  }

  private KeyValueIterator<String, byte[]> entries(@Nullable String tenantId, Window window) {
    return tenantId == null
        ? totals.all()
        : totals.prefixScan(TotalsKey.prefixOf(tenantId, window), new StringSerializer());
  }
}
