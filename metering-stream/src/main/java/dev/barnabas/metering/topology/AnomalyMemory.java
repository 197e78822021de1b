package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.anomalies.WatchKey;
import dev.barnabas.metering.anomalies.Watched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one task remembers of the subjects it watches, at most {@link #MOST} of them: beyond, the
 * one whose last event is longest ago is forgotten and begins anew if it comes again. Used by the
 * stream thread only.
 */
final class AnomalyMemory {

  /** Baselines, versions and months by {@link WatchKey#text()}. */
  static final String STORE = "metering-anomalies";

  /** Subjects of a partition. */
  static final int MOST = 10_000;

  private final KeyValueStore<String, byte[]> store;
  private final int most;

  /** The keys in the store, the longest untouched first. */
  private final Map<String, Boolean> keys = new LinkedHashMap<>(16, 0.75f, true);

  /** Finds what an earlier owner left. */
  AnomalyMemory(ProcessorContext<?, ?> context, int most) {
    this.store = requireNonNull(context.getStateStore(STORE), STORE);
    this.most = most;
    record Touched(String key, long at) {}
    var found = new ArrayList<Touched>();
    try (var entries = store.all()) {
      entries.forEachRemaining(
          entry -> found.add(new Touched(entry.key, WatchedState.touchedAt(entry.value))));
    }
    found.stream()
        .sorted(Comparator.comparingLong(Touched::at).thenComparing(Touched::key))
        .forEach(touched -> keys.put(touched.key(), true));
  }

  Optional<Watched> find(WatchKey key) {
    byte[] state = store.get(key.text());
    return state == null ? Optional.empty() : Optional.of(WatchedState.decode(state));
  }

  void put(String key, byte[] state) {
    store.put(key, state);
    keys.put(key, true);
    while (keys.size() > most) {
      var oldest = keys.keySet().iterator();
      String forgotten = oldest.next();
      oldest.remove();
      store.delete(forgotten);
    }
  }

  int size() {
    return keys.size();
  }
}
