package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.ByteSize;
import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a tenant. Windows are fixed minutes, days and months in UTC; a limit that is null does
 * not exist.
 *
 * @see Configuration#limitsFor(String)
 */
public record Limits(
    @Key(
            about =
                "Starts from nothing instead of from what it would inherit; the limits beside it still hold.",
            fallback = "false")
        boolean unlimited,
    @Key(about = "Tokens, in and out, per calendar month.") @Nullable CountLimit tokensPerMonth,
    @Key(about = "Tokens per day.") @Nullable CountLimit tokensPerDay,
    @Key(about = "Tokens per minute.", aliases = "tpm") @Nullable CountLimit tokensPerMinute,
    @Key(about = "Requests per minute; a request counts once, whatever it calls.", aliases = "rpm")
        @Nullable CountLimit requestsPerMinute,
    @Key(about = "Money per calendar month, in `currency`.", aliases = "cost_per_month")
        @Nullable MoneyLimit moneyPerMonth,
    @Key(about = "Money per day, in `currency`.", aliases = "cost_per_day")
        @Nullable MoneyLimit moneyPerDay,
    @Key(about = "Calls at providers at one time.", aliases = "concurrent_calls")
        @Nullable CountLimit callsInFlight,
    @Key(
            about = "`off`, `shadow` (decides and records, changes nothing) or `enforce`.",
            fallbackNote = "inherited; `enforce`")
        @Nullable PolicyMode mode,
    @Key(
            about = "Requests that may wait for room, in each lane; more are refused `QUEUE_FULL`.",
            fallbackNote = "inherited; 10000",
            min = "0",
            max = "10000000")
        @Nullable Integer queuedRequests,
    @Key(
            about =
                "What the waiting requests of a lane may weigh, sealed; more are refused `QUEUE_FULL`.",
            fallbackNote = "inherited; 64MiB")
        @Nullable ByteSize queuedBytes,
    @Key(
            about =
                "A charge for a call whose end was never seen is given back after this, unless its end came; at the latest when the request is forgotten.",
            fallbackNote = "inherited; 24h",
            min = "1m",
            max = "400d")
        @Nullable Duration unknownAfter,
    @Key(
            about =
                "The tenant's part of a partner's calls where several tenants' work waits, beside theirs.",
            fallbackNote = "inherited; 1",
            min = "1",
            max = "1000")
        @Nullable Integer weight,
    @Key(about = "Limits on one alias, counted beside those above.")
        Map<String, ModelLimits> models) {

  /** No limit at all. */
  public static final Limits UNLIMITED =
      new Limits(
          true, null, null, null, null, null, null, null, null, null, null, null, null, Map.of());

  private static final int QUEUED_REQUESTS = 10_000;
  private static final ByteSize QUEUED_BYTES = new ByteSize(64L << 20);
  private static final Duration UNKNOWN_AFTER = Duration.ofHours(24);

  public Limits {
    models = Copies.sorted(models);
    Constraints.require(
        Limits.class,
        unlimited,
        tokensPerMonth,
        tokensPerDay,
        tokensPerMinute,
        requestsPerMinute,
        moneyPerMonth,
        moneyPerDay,
        callsInFlight,
        mode,
        queuedRequests,
        queuedBytes,
        unknownAfter,
        weight,
        models);
  }

  /** The tenant's part of calls where several tenants' work waits. */
  public int effectiveWeight() {
    return weight == null ? 1 : weight;
  }

  /** Requests that may wait in a lane. */
  public int effectiveQueuedRequests() {
    return queuedRequests == null ? QUEUED_REQUESTS : queuedRequests;
  }

  /** What the requests that wait in a lane may weigh. */
  public ByteSize effectiveQueuedBytes() {
    return queuedBytes == null ? QUEUED_BYTES : queuedBytes;
  }

  /** When a charge for a call whose end was never seen is given back. */
  public Duration effectiveUnknownAfter() {
    return unknownAfter == null ? UNKNOWN_AFTER : unknownAfter;
  }

  /** How far these limits go. */
  public PolicyMode effectiveMode() {
    return mode == null ? PolicyMode.ENFORCE : mode;
  }

  /** Whether any limit on an alias's requests is on money. */
  public boolean limitsMoney(String alias) {
    return moneyPerMonth != null
        || moneyPerDay != null
        || models.getOrDefault(alias, ModelLimits.NONE).limitsMoney();
  }

  /** Whether at least one limit is named, or none is wanted. */
  boolean saysSomething() {
    return unlimited
        || !models.isEmpty()
        || Stream.of(
                tokensPerMonth,
                tokensPerDay,
                tokensPerMinute,
                requestsPerMinute,
                moneyPerMonth,
                moneyPerDay,
                callsInFlight)
            .anyMatch(Objects::nonNull);
  }

  /**
   * These limits, with what they do not name taken from others, unless they are {@code unlimited}.
   */
  Limits over(Limits inherited) {
    if (unlimited) {
      return this;
    }
    Map<String, ModelLimits> merged = new TreeMap<>(inherited.models);
    models.forEach((alias, own) -> merged.merge(alias, own, (below, above) -> above.over(below)));
    return new Limits(
        inherited.unlimited,
        first(tokensPerMonth, inherited.tokensPerMonth),
        first(tokensPerDay, inherited.tokensPerDay),
        first(tokensPerMinute, inherited.tokensPerMinute),
        first(requestsPerMinute, inherited.requestsPerMinute),
        first(moneyPerMonth, inherited.moneyPerMonth),
        first(moneyPerDay, inherited.moneyPerDay),
        first(callsInFlight, inherited.callsInFlight),
        first(mode, inherited.mode),
        first(queuedRequests, inherited.queuedRequests),
        first(queuedBytes, inherited.queuedBytes),
        first(unknownAfter, inherited.unknownAfter),
        first(weight, inherited.weight),
        merged);
  }

  static <T> @Nullable T first(@Nullable T own, @Nullable T inherited) {
    return own == null ? inherited : own;
  }
}
