package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.DurationText;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;

/** How long a request may take when it names no deadline, counted from its append time. */
public record RouteDeadline(
    @Key(about = "For REALTIME requests.", fallback = "2m", min = "1s") Duration realtime,
    @Key(about = "For BULK requests.", fallback = "24h", min = "1s") Duration bulk) {

  public RouteDeadline {
    Constraints.require(RouteDeadline.class, realtime, bulk);
  }

  /** Reads one duration for both lanes. */
  @FromText("a duration for both")
  public static RouteDeadline parse(String text) {
    Duration both = DurationText.parse(text, false);
    return new RouteDeadline(both, both);
  }

  /** The longer of the two. */
  public Duration longest() {
    return realtime.compareTo(bulk) >= 0 ? realtime : bulk;
  }
}
