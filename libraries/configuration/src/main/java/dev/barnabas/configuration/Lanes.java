package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;

/**
 * Weights by which calls are shared when both lanes have work; an idle lane's share goes to the
 * other.
 */
public record Lanes(
    @Key(about = "Weight of REALTIME work.", fallback = "80", min = "1", max = "1000") int realtime,
    @Key(about = "Weight of BULK work.", fallback = "20", min = "1", max = "1000") int bulk) {

  public Lanes {
    Constraints.require(Lanes.class, realtime, bulk);
  }
}
