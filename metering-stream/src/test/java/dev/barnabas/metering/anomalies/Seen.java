package dev.barnabas.metering.anomalies;

import dev.barnabas.metering.totals.UsageKind;
import dev.barnabas.vocabulary.PartnerResult;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Observations for tests: an answer of 400 tokens in 800 ms for 0.002 USD. */
record Seen(
    UsageKind kind,
    boolean first,
    PartnerResult result,
    @Nullable String version,
    long tokens,
    @Nullable BigDecimal cost,
    BigDecimal charge,
    YearMonth month) {

  static Seen answer() {
    return new Seen(
        UsageKind.USAGE,
        true,
        PartnerResult.ANSWERED,
        "v1",
        400,
        new BigDecimal("0.002"),
        new BigDecimal("0.003"),
        YearMonth.of(2026, 11));
  }

  Seen kind(UsageKind other) {
    return new Seen(other, first, result, version, tokens, cost, charge, month);
  }

  Seen replacement() {
    return new Seen(kind, false, result, version, tokens, cost, charge, month);
  }

  Seen failed() {
    return new Seen(kind, first, PartnerResult.FAILED, version, tokens, cost, charge, month);
  }

  Seen version(@Nullable String other) {
    return new Seen(kind, first, result, other, tokens, cost, charge, month);
  }

  Seen tokens(long other) {
    return new Seen(kind, first, result, version, other, cost, charge, month);
  }

  Seen unpriced() {
    return new Seen(kind, first, result, version, tokens, null, charge, month);
  }

  Seen charge(String other) {
    return new Seen(kind, first, result, version, tokens, cost, new BigDecimal(other), month);
  }

  Seen month(String other) {
    return new Seen(kind, first, result, version, tokens, cost, charge, YearMonth.parse(other));
  }

  Observation build() {
    int calls =
        switch (kind) {
          case USAGE -> 1;
          case REVERSAL -> -1;
          case ADJUSTMENT -> 0;
        };
    return new Observation(
        kind,
        first,
        true,
        "acme",
        "partner-alpha",
        "gpt",
        version,
        result,
        result == PartnerResult.ANSWERED,
        tokens,
        800L,
        "USD",
        cost,
        charge,
        calls * tokens,
        calls,
        cost == null ? calls : 0,
        month);
  }
}
