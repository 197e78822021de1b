package dev.barnabas.cli.report;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.schemas.UsageTotals;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest totals of each key. */
public final class TotalsReading {
  private TotalsReading() {}

  /** Reads the compacted topic to its end. */
  public static Collection<UsageTotals> newest(Cluster cluster, RecordReading records) {
    Map<String, UsageTotals> newest = new LinkedHashMap<>();
    try (TopicReading reading =
        TopicReading.open(cluster, List.of(cluster.names().usageTotals()), null)) {
      reading.toEnd(record -> {
        String key = RecordReading.key(record);
        newest.remove(key);
        records.read(record, UsageTotals.class).ifPresent(totals -> newest.put(key, totals));
      });
    }
    return newest.values();
  }
}
