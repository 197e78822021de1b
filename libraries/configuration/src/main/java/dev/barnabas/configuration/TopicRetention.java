package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;

/** How long records of each kind are kept. Metering and audit are kept without limit. */
public record TopicRetention(
    @Key(about = "Requests and control records.", fallback = "7d", min = "1h") Duration requests,
    @Key(
            about = "Outcomes and fallback records; at least the dedupe window.",
            fallback = "7d",
            min = "1h")
        Duration outcomes,
    @Key(about = "Responses; at least the dedupe window.", fallback = "7d", min = "1h")
        Duration responses,
    @Key(about = "Decisions.", fallback = "30d", min = "1h") Duration decisions,
    @Key(about = "Alerts.", fallback = "30d", min = "1h") Duration alerts,
    @Key(about = "Dead letters; they hold raw requests.", fallback = "14d", min = "1h")
        Duration deadLetter) {

  public TopicRetention {
    Constraints.require(
        TopicRetention.class, requests, outcomes, responses, decisions, alerts, deadLetter);
  }
}
