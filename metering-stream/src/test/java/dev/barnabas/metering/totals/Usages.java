package dev.barnabas.metering.totals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Usage events for tests: 100 tokens in, 50 out, one tenant, one partner. */
record Usages(
    String eventId,
    UsageKind kind,
    int sign,
    boolean isCall,
    boolean endUnknown,
    @Nullable BigDecimal cost,
    Instant occurredAt,
    Instant recordedAt) {

  static final Instant RECORDED = Instant.parse("2026-11-30T23:59:59Z");

  static Usages usage(String eventId) {
    return new Usages(
        eventId,
        UsageKind.USAGE,
        1,
        true,
        false,
        new BigDecimal("0.001"),
        Instant.parse("2026-11-30T23:59:57Z"),
        RECORDED);
  }

  Usages kind(UsageKind other) {
    return new Usages(eventId, other, sign, isCall, endUnknown, cost, occurredAt, recordedAt);
  }

  Usages reversal() {
    return new Usages(
        eventId, UsageKind.REVERSAL, -1, isCall, endUnknown, cost, occurredAt, recordedAt);
  }

  Usages unknown() {
    return new Usages(eventId, kind, sign, isCall, true, cost, occurredAt, recordedAt);
  }

  Usages unpriced() {
    return new Usages(eventId, kind, sign, isCall, endUnknown, null, occurredAt, recordedAt);
  }

  Usages withoutCall() {
    return new Usages(eventId, kind, sign, false, endUnknown, cost, occurredAt, recordedAt);
  }

  Usages at(String instant) {
    return new Usages(
        eventId, kind, sign, isCall, endUnknown, cost, Instant.parse(instant), recordedAt);
  }

  Usages recordedAt(String instant) {
    return new Usages(
        eventId, kind, sign, isCall, endUnknown, cost, occurredAt, Instant.parse(instant));
  }

  MeteredUsage build() {
    var factor = BigDecimal.valueOf(sign);
    return new MeteredUsage(
        eventId,
        kind,
        null,
        "acme",
        null,
        null,
        "partner-alpha",
        "gpt",
        "REALTIME",
        null,
        isCall,
        endUnknown,
        List.of(
            new MeteredUsage.Quantity("input", factor.multiply(BigDecimal.valueOf(100))),
            new MeteredUsage.Quantity("output", factor.multiply(BigDecimal.valueOf(50)))),
        "USD",
        cost == null ? null : cost.multiply(factor),
        new BigDecimal("0.003").multiply(factor),
        0,
        150L * sign,
        YearMonth.of(2026, 11),
        occurredAt,
        recordedAt);
  }
}
