package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The totals of one task that changed and were not written to their topic yet, the longest waiting
 * first. A total that changes a hundred times within a moment is written once.
 *
 * <p>They are in a store as well, so that a crash between a commit and the writing loses none: the
 * next owner of the partition writes them. Used by the stream thread only.
 */
final class UnwrittenTotals {

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<String, byte[]> store;
  private final Set<String> keys = new LinkedHashSet<>();

  /** Finds what an earlier owner left. */
  UnwrittenTotals(ProcessorContext<?, ?> context) {
    this.store =
        requireNonNull(context.getStateStore(MeteringStores.UNWRITTEN), MeteringStores.UNWRITTEN);
    try (var entries = store.all()) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
  }

  int size() {
    return keys.size();
  }

  void add(String key) {
    if (keys.add(key)) {
      store.put(key, PRESENT);
    }
  }

  /** Takes the longest waiting out; at most {@code max}. */
  List<String> take(int max) {
    var taken = new ArrayList<String>(Math.min(max, keys.size()));
    var waiting = keys.iterator();
    while (waiting.hasNext() && taken.size() < max) {
      String key = waiting.next();
      waiting.remove();
      store.delete(key);
      taken.add(key);
    }
    return taken;
  }
}
