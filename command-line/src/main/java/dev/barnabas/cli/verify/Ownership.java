package dev.barnabas.cli.verify;

import dev.barnabas.schemas.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When a partition had no owner, told by its ticks: the owner writes one a second to the outcomes,
 * so a longer silence between two of them, or before the first, is a time without an owner.
 * Immutable.
 */
final class Ownership {
  /** A shorter silence is an owner that was slow. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  private final Map<Integer, List<Gap>> gaps = new TreeMap<>();

  /**
   * A time without an owner.
   *
   * @param from the last tick before it, or the beginning of time
   * @param to the first tick after it
   */
  record Gap(Instant from, Instant to) {}

  private Ownership() {}

  static Ownership of(TopicSnapshot snapshot) {
    Ownership ownership = new Ownership();
    Map<Integer, Instant> last = new TreeMap<>();
    for (Located<Tick> tick : snapshot.of(Tick.class, snapshot.names().outcomes()::equals)) {
      Instant at = tick.appendedAt();
      Instant before = last.put(tick.at().partition(), at);
      if (before == null && snapshot.beginning(tick.at().topic(), tick.at().partition()) > 0) {
        continue;
      }
      if (before == null || before.plus(SILENCE).isBefore(at)) {
        ownership
            .gaps
            .computeIfAbsent(tick.at().partition(), _ -> new ArrayList<>())
            .add(new Gap(before == null ? Instant.MIN : before, at));
      }
    }
    return ownership;
  }

  /**
   * Until when what is due at a time has to happen: within the grace, counted while the partition
   * has an owner.
   */
  Instant latest(int partition, Instant due, Duration grace) {
    Instant latest = due.plus(grace);
    for (Gap gap : gaps.getOrDefault(partition, List.of())) {
      boolean meanwhile = gap.to().isAfter(due) && gap.from().isBefore(latest);
      Instant back = gap.to().plus(grace);
      if (meanwhile && back.isAfter(latest)) {
        latest = back;
      }
    }
    return latest;
  }

  /** How many times a partition lost its owner; the wait for the first one is none. */
  long losses() {
    return gaps.values().stream()
        .flatMap(List::stream)
        .filter(gap -> !gap.from().equals(Instant.MIN))
        .count();
  }
}
