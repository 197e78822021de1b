package dev.barnabas.broker.request;

import java.time.Instant;

/**
 * What a partition remembers of itself.
 *
 * @param now the last time it decided at; decisions never go back behind it
 * @param decisions how many decisions it wrote
 * @param usageEvents how many usage events it wrote
 * @param tickets how many queue places it gave out
 * @param outcomesTick the newest tick read from outcomes
 * @param fallbackTick the newest tick read from fallback
 */
public record PartitionMeta(
    Instant now,
    long decisions,
    long usageEvents,
    long tickets,
    Instant outcomesTick,
    Instant fallbackTick) {
  /** A partition that decided nothing yet. */
  public static final PartitionMeta NEW =
      new PartitionMeta(Instant.EPOCH, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);

  /** Up to when everything appended to both topics has been read. */
  public Instant horizon() {
    return outcomesTick.isBefore(fallbackTick) ? outcomesTick : fallbackTick;
  }

  /** At this time. */
  public PartitionMeta at(Instant time) {
    return new PartitionMeta(time, decisions, usageEvents, tickets, outcomesTick, fallbackTick);
  }

  /** With one more decision. */
  public PartitionMeta decided() {
    return new PartitionMeta(now, decisions + 1, usageEvents, tickets, outcomesTick, fallbackTick);
  }

  /** With one more usage event. */
  public PartitionMeta metered() {
    return new PartitionMeta(now, decisions, usageEvents + 1, tickets, outcomesTick, fallbackTick);
  }

  /** With one more queue place. */
  public PartitionMeta ticketed() {
    return new PartitionMeta(now, decisions, usageEvents, tickets + 1, outcomesTick, fallbackTick);
  }

  /** With a tick from outcomes. */
  public PartitionMeta outcomesAt(Instant tick) {
    return new PartitionMeta(
        now, decisions, usageEvents, tickets, latest(outcomesTick, tick), fallbackTick);
  }

  /** With a tick from fallback. */
  public PartitionMeta fallbackAt(Instant tick) {
    return new PartitionMeta(
        now, decisions, usageEvents, tickets, outcomesTick, latest(fallbackTick, tick));
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
