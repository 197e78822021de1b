package dev.barnabas.broker.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a partition remembers of itself.
 *
 * @param now the last time it decided at; decisions never go back behind it
 * @param decisions how many decisions it wrote
 * @param usageEvents how many usage events it wrote
 * @param tickets how many queue places it gave out
 * @param outcomesTick the newest tick read from outcomes
 * @param fallbackTick the newest tick read from fallback
 * @param since its first unit of work, so that a partition whose state was lost counts its usage
 *     events under another name; null in a state that an earlier version began
 */
public record PartitionMeta(
    Instant now,
    long decisions,
    long usageEvents,
    long tickets,
    Instant outcomesTick,
    Instant fallbackTick,
    @Nullable Instant since) {
  /** A partition that decided nothing yet. */
  public static final PartitionMeta NEW =
      new PartitionMeta(Instant.EPOCH, 0, 0, 0, Instant.EPOCH, Instant.EPOCH, null);

  /** Up to when everything appended to both topics has been read. */
  public Instant horizon() {
    return outcomesTick.isBefore(fallbackTick) ? outcomesTick : fallbackTick;
  }

  /** At this time. */
  public PartitionMeta at(Instant time) {
    boolean isNew = since == null && decisions == 0 && usageEvents == 0;
    return new PartitionMeta(
        time, decisions, usageEvents, tickets, outcomesTick, fallbackTick, isNew ? time : since);
  }

  /** With one more decision. */
  public PartitionMeta decided() {
    return new PartitionMeta(
        now, decisions + 1, usageEvents, tickets, outcomesTick, fallbackTick, since);
  }

  /** With one more usage event. */
  public PartitionMeta metered() {
    return new PartitionMeta(
        now, decisions, usageEvents + 1, tickets, outcomesTick, fallbackTick, since);
  }

  /** With one more queue place. */
  public PartitionMeta ticketed() {
    return new PartitionMeta(
        now, decisions, usageEvents, tickets + 1, outcomesTick, fallbackTick, since);
  }

  /** With a tick from outcomes. */
  public PartitionMeta outcomesAt(Instant tick) {
    return new PartitionMeta(
        now, decisions, usageEvents, tickets, latest(outcomesTick, tick), fallbackTick, since);
  }

  /** With a tick from fallback. */
  public PartitionMeta fallbackAt(Instant tick) {
    return new PartitionMeta(
        now, decisions, usageEvents, tickets, outcomesTick, latest(fallbackTick, tick), since);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
