package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;

/**
 * How calls start when both lanes have work: REALTIME first, but BULK gets its weight's part of the
 * starts, at most half. An idle lane's share goes to the other.
 */
public record Lanes(
    @Key(about = "Weight of REALTIME work.", fallback = "80", min = "1", max = "1000") int realtime,
    @Key(about = "Weight of BULK work.", fallback = "20", min = "1", max = "1000") int bulk) {

  public Lanes {
    Constraints.require(Lanes.class, realtime, bulk);
  }

  /** Of a hundred starts, those that BULK work gets while it waits: 0 to 50. */
  public int guaranteedPercent() {
    return Math.min(50, Math.round(100f * bulk / (realtime + bulk)));
  }
}
