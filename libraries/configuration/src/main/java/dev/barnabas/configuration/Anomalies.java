package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;

/**
 * What metering-stream watches in usage, and when it raises an alert. A size of 0 is not watched.
 */
public record Anomalies(
    @Key(about = "Whether usage is watched at all.", fallback = "true") boolean enabled,
    @Key(
            about =
                "After an alert, the next of the same kind about the same subject comes at the earliest after this; one about a month after a day or this, whichever is longer.",
            fallback = "1h",
            min = "1m",
            max = "30d")
        Duration coolDown,
    @Key(
            about =
                "Requests that pass on average, at the least, before one kind raises a false alert about one subject; the thresholds follow from it.",
            fallback = "10000000",
            min = "1000",
            max = "1000000000000")
        long requestsPerFalseAlert,
    @Key(
            about =
                "Percentage by which the output tokens of a model version have moved, up or down.",
            fallback = "30",
            min = "0",
            max = "1000")
        int tokenDrift,
    @Key(
            about = "Percentage by which the cost of a request to a model has moved, up or down.",
            fallback = "30",
            min = "0",
            max = "1000")
        int costPerRequest,
    @Key(
            about = "Percentage by which the latency of a model's answers has risen.",
            fallback = "100",
            min = "0",
            max = "1000")
        int latency,
    @Key(
            about = "Percentage points by which the share of failed calls to a model has risen.",
            fallback = "10",
            min = "0",
            max = "90")
        int errorShare,
    @Key(
            about = "Whether a model version that a partner did not answer with before is told.",
            fallback = "true")
        boolean modelVersion,
    @Key(
            about =
                "Whether it is told that a tenant will reach its limit on tokens or money before the month ends, at the rate so far.",
            fallback = "true")
        boolean projectedOverrun,
    @Key(
            about = "How much of a tenant's month is seen before its end is projected.",
            fallback = "3d",
            min = "1h",
            max = "31d")
        Duration overrunAfter,
    @Key(
            about = "Calls of a tenant in a month that no price is known for.",
            fallback = "100",
            min = "0",
            max = "1000000000")
        int unpricedCalls) {

  public Anomalies {
    Constraints.require(
        Anomalies.class,
        enabled,
        coolDown,
        requestsPerFalseAlert,
        tokenDrift,
        costPerRequest,
        latency,
        errorShare,
        modelVersion,
        projectedOverrun,
        overrunAfter,
        unpricedCalls);
  }
}
