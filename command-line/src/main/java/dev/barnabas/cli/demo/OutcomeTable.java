package dev.barnabas.cli.demo;

import dev.barnabas.cli.terminal.Table;
import dev.barnabas.schemas.InferenceResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many requests ended how, at which partner, and how long that took. Pure. */
final class OutcomeTable {
  private OutcomeTable() {}

  static Table of(Collection<Observed> outcomes) {
    Map<Row, List<Long>> times = new TreeMap<>();
    for (Observed observed : outcomes) {
      List<Long> of = times.computeIfAbsent(row(observed), row -> new ArrayList<>());
      of.add(
          observed instanceof Observed.Answered(InferenceResponse response)
              ? response.getTotalMs()
              : -1L);
    }
    Table table = new Table("status", "partner", "code", "requests", "median", "slowest");
    times.forEach((row, all) -> {
      all.sort(null);
      table.add(
          row.status,
          row.partner,
          row.code,
          all.size(),
          millis(all.get(all.size() / 2)),
          millis(all.getLast()));
    });
    return table;
  }

  private static String millis(long millis) {
    return millis < 0 ? "-" : millis + " ms";
  }

  private static Row row(Observed observed) {
    return switch (observed) {
      case Observed.Answered(InferenceResponse r) ->
          new Row(
              r.getStatus().name(),
              text(r.getPartnerId()),
              r.getError() == null ? "" : r.getError().getCode());
      case Observed.Refused(var reason) -> new Row("(no second answer)", "", reason.name());
      case Observed.Nothing() -> new Row("(dead letter)", "", "");
    };
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private record Row(String status, String partner, String code) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return (status + "/" + partner + "/" + code)
          .compareTo(other.status + "/" + other.partner + "/" + other.code);
    }
  }
}
