package dev.barnabas.cli.report;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.barnabas.cli.terminal.Table;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.vocabulary.PartnerResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How partners served in a month: availability, latency and failures by kind, of the calls that
 * started in it (UTC). A corrected call counts as it was corrected. About 300 bytes of memory a
 * call. One thread.
 */
public final class ServiceLevels {
  private static final JsonMapper JSON = new JsonMapper();
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int PERCENT_DECIMALS = 3;

  private final YearMonth month;
  private final Map<CallKey, CallFacts> calls = new HashMap<>();

  private record CallKey(String tenantId, String correlationId, String callId) {}

  private record CallFacts(
      UsageKind kind, int seq, String partnerId, String outcome, @Nullable Long latencyMs) {}

  /**
   * What a partner did in the month.
   *
   * @param partnerId the partner
   * @param calls HTTP calls
   * @param answered calls that it answered
   * @param failed calls that it did not answer well
   * @param other calls that say nothing about it: the request's fault, ours, or nobody's
   * @param availability answered of answered and failed calls, in per cent with three decimals,
   *     rounded down; null where there is none of either
   * @param latency of the answered calls; null where none is known
   * @param outcomes calls by outcome, successes left out
   */
  public record PartnerLevel(
      String partnerId,
      long calls,
      long answered,
      long failed,
      long other,
      @Nullable BigDecimal availability,
      @Nullable Latency latency,
      SortedMap<String, Long> outcomes) {
    /** Refuses null but for availability and latency. */
    public PartnerLevel {
      requireNonNull(partnerId, "partnerId");
      requireNonNull(outcomes, "outcomes");
    }
  }

  /**
   * Latency in milliseconds; percentiles by nearest rank, so each was measured.
   *
   * @param mean the arithmetic mean, rounded to the nearest
   * @param p50 the median
   * @param p95 what 95 of 100 calls did not exceed
   * @param p99 what 99 of 100 calls did not exceed
   * @param max the longest
   */
  public record Latency(long mean, long p50, long p95, long p99, long max) {
    static @Nullable Latency of(long[] millis) {
      if (millis.length == 0) {
        return null;
      }
      long[] sorted = millis.clone();
      Arrays.sort(sorted);
      long sum = Arrays.stream(sorted).reduce(0, Math::addExact);
      return new Latency(
          Math.floorDiv(2 * sum + sorted.length, 2L * sorted.length),
          rank(sorted, 50),
          rank(sorted, 95),
          rank(sorted, 99),
          sorted[sorted.length - 1]);
    }

    private static long rank(long[] sorted, int percent) {
      return sorted[Math.toIntExact(Math.ceilDiv((long) sorted.length * percent, 100L)) - 1];
    }
  }

  /** Of a month. */
  public ServiceLevels(YearMonth month) {
    this.month = requireNonNull(month, "month");
  }

  /** Reads the next event; one of another month, an adjustment or a repetition changes nothing. */
  public void add(UsageEvent event) {
    boolean tells = event.getKind() == UsageKind.USAGE || event.getKind() == UsageKind.REVERSAL;
    if (!tells
        || event.getCallId().equals("-")
        || !YearMonth.from(event.getOccurredAt().atZone(UTC)).equals(month)) {
      return;
    }
    calls.merge(
        new CallKey(event.getTenantId(), event.getCorrelationId(), event.getCallId()),
        new CallFacts(
            event.getKind(),
            event.getSeq(),
            event.getPartnerId(),
            event.getOutcome(),
            event.getLatencyMs()),
        (one, other) -> other.seq > one.seq ? other : one);
  }

  /** The partners that were called, by their ids. */
  public List<PartnerLevel> partners() {
    return calls.values().stream()
        .filter(call -> call.kind == UsageKind.USAGE)
        .collect(Collectors.groupingBy(CallFacts::partnerId, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(partner -> level(partner.getKey(), partner.getValue()))
        .toList();
  }

  private static PartnerLevel level(String partnerId, List<CallFacts> calls) {
    long[] results = new long[3];
    SortedMap<String, Long> outcomes = new TreeMap<>();
    for (CallFacts call : calls) {
      switch (PartnerResult.of(call.outcome)) {
        case ANSWERED -> results[0]++;
        case FAILED -> results[1]++;
        case NEITHER -> results[2]++;
      }
      if (!call.outcome.equals("SUCCESS")) {
        outcomes.merge(call.outcome, 1L, Long::sum);
      }
    }
    long counted = results[0] + results[1];
    return new PartnerLevel(
        partnerId,
        calls.size(),
        results[0],
        results[1],
        results[2],
        counted == 0
            ? null
            : BigDecimal.valueOf(results[0])
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(counted), PERCENT_DECIMALS, RoundingMode.DOWN),
        latency(calls),
        outcomes);
  }

  private static @Nullable Latency latency(List<CallFacts> calls) {
    List<Long> known = new ArrayList<>();
    for (CallFacts call : calls) {
      Long latency = call.latencyMs;
      if (latency != null && PartnerResult.of(call.outcome) == PartnerResult.ANSWERED) {
        known.add(latency);
      }
    }
    return Latency.of(known.stream().mapToLong(Long::longValue).toArray());
  }

  /** For people; what each partner's calls came to follows its row. */
  public List<String> text() {
    List<PartnerLevel> partners = partners();
    if (partners.isEmpty()) {
      return List.of("no calls in " + month);
    }
    Table table =
        new Table(
            "partner",
            "calls",
            "answered",
            "failed",
            "other",
            "availability",
            "mean ms",
            "p50",
            "p95",
            "p99",
            "max");
    for (PartnerLevel partner : partners) {
      Latency latency = partner.latency();
      BigDecimal availability = partner.availability();
      table.add(
          partner.partnerId(),
          partner.calls(),
          partner.answered(),
          partner.failed(),
          partner.other(),
          availability == null ? "-" : availability.toPlainString() + " %",
          latency == null ? "-" : latency.mean(),
          latency == null ? "-" : latency.p50(),
          latency == null ? "-" : latency.p95(),
          latency == null ? "-" : latency.p99(),
          latency == null ? "-" : latency.max());
    }
    List<String> lines = new ArrayList<>(table.lines());
    partners.forEach(partner ->
        partner
            .outcomes()
            .forEach((outcome, count) ->
                lines.add(
                    "%s: %s %d, %s of its calls"
                        .formatted(
                            partner.partnerId(), outcome, count, share(count, partner.calls())))));
    return lines;
  }

  private static String share(long part, long all) {
    return BigDecimal.valueOf(part)
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(all), PERCENT_DECIMALS, RoundingMode.HALF_UP)
            .toPlainString()
        + " %";
  }

  /** For programs: one line. */
  public String json() {
    var root = JSON.createObjectNode().put("month", month.toString());
    var rows = root.putArray("partners");
    for (PartnerLevel partner : partners()) {
      var row =
          rows.addObject()
              .put("partner", partner.partnerId())
              .put("calls", partner.calls())
              .put("answered", partner.answered())
              .put("failed", partner.failed())
              .put("other", partner.other());
      BigDecimal availability = partner.availability();
      row.putRawValue(
          "availabilityPercent",
          new RawValue(availability == null ? "null" : availability.toPlainString()));
      Latency latency = partner.latency();
      if (latency == null) {
        row.putNull("latencyMs");
      } else {
        row.putObject("latencyMs")
            .put("mean", latency.mean())
            .put("p50", latency.p50())
            .put("p95", latency.p95())
            .put("p99", latency.p99())
            .put("max", latency.max());
      }
      var outcomes = row.putObject("outcomes");
      partner.outcomes().forEach(outcomes::put);
    }
    return root.toString();
  }
}
