package dev.barnabas.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.report.ServiceLevels.Latency;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceLevelsTest {
  private final ServiceLevels levels = new ServiceLevels(YearMonth.of(2026, 11));

  private static UsageEvent.Builder call(String partner, String call, String outcome) {
    return UsageEvent.newBuilder()
        .setEventId("e-" + call + outcome)
        .setKind(UsageKind.USAGE)
        .setSeq(0)
        .setTenantId("acme")
        .setCorrelationId("c")
        .setAttempt(0)
        .setAttemptId("a")
        .setCallId(call)
        .setPartnerId(partner)
        .setRoute("fast")
        .setLane("REALTIME")
        .setRequestModel("gpt")
        .setLines(List.of())
        .setCurrency("USD")
        .setConfigSha256("0".repeat(64))
        .setBilledByProvider(Billed.YES)
        .setOutcome(outcome)
        .setLatencyMs(100L)
        .setChargePeriod("2026-11")
        .setWriterId("")
        .setWriterSeq(-1)
        .setOccurredAt(Instant.parse("2026-11-20T10:00:00Z"))
        .setRecordedAt(Instant.parse("2026-11-20T10:00:02Z"));
  }

  @Test
  void countsWhatWasAnsweredOfWhatWasAnsweredOrFailed() {
    for (int i = 0; i < 6; i++) {
      levels.add(call("alpha", "ok" + i, "SUCCESS").build());
    }
    levels.add(call("alpha", "late", "SUPERSEDED").build());
    levels.add(call("alpha", "down", "PROVIDER_UNAVAILABLE").build());
    levels.add(call("alpha", "slow", "TIMED_OUT").build());
    levels.add(call("alpha", "bad", "REQUEST_INVALID").build());
    levels.add(call("alpha", "short", "OUT_OF_TIME").build());
    levels.add(call("beta", "lost", "UNKNOWN").setLatencyMs(null).build());

    var partners = levels.partners();

    assertThat(partners)
        .extracting(ServiceLevels.PartnerLevel::partnerId)
        .containsExactly("alpha", "beta");
    var alpha = partners.getFirst();
    assertThat(alpha.calls()).isEqualTo(11);
    assertThat(alpha.answered()).isEqualTo(7);
    assertThat(alpha.failed()).isEqualTo(2);
    assertThat(alpha.other()).isEqualTo(2);
    assertThat(alpha.availability()).isEqualTo(new BigDecimal("77.777"));
    assertThat(alpha.outcomes())
        .containsOnlyKeys(
            "SUPERSEDED", "PROVIDER_UNAVAILABLE", "TIMED_OUT", "OUT_OF_TIME", "REQUEST_INVALID");
    assertThat(partners.getLast().availability()).isEqualTo(new BigDecimal("0.000"));
    assertThat(partners.getLast().latency()).isNull();
  }

  @Test
  void takesPercentilesOfAnsweredCallsByNearestRank() {
    for (int i = 1; i <= 200; i++) {
      levels.add(call("alpha", "ok" + i, "SUCCESS").setLatencyMs((long) i * 10).build());
    }
    levels.add(call("alpha", "slow", "TIMED_OUT").setLatencyMs(60_000L).build());

    assertThat(levels.partners().getFirst().latency())
        .isEqualTo(new Latency(1_005, 1_000, 1_900, 1_980, 2_000));
  }

  @Test
  void countsACorrectedCallAsItWasCorrected() {
    UsageEvent unknown = call("alpha", "one", "UNKNOWN").setLatencyMs(null).build();
    levels.add(unknown);
    levels.add(call("alpha", "one", "UNKNOWN").setKind(UsageKind.REVERSAL).setSeq(1).build());
    levels.add(call("alpha", "one", "SUCCESS").setSeq(2).build());
    levels.add(unknown);
    levels.add(call("alpha", "two", "TIMED_OUT").build());
    levels.add(call("alpha", "two", "TIMED_OUT").setKind(UsageKind.REVERSAL).setSeq(1).build());
    levels.add(
        call("alpha", "one", "SUCCESS").setKind(UsageKind.ADJUSTMENT).setSeq(1_000_000).build());

    var alpha = levels.partners().getFirst();

    assertThat(alpha.calls()).isEqualTo(1);
    assertThat(alpha.answered()).isEqualTo(1);
    assertThat(alpha.outcomes()).isEmpty();
  }

  @Test
  void takesCallsByTheMonthInWhichTheyStartedAndNoAnswersWithoutACall() {
    levels.add(
        call("alpha", "before", "SUCCESS")
            .setOccurredAt(Instant.parse("2026-10-31T23:59:59.999Z"))
            .build());
    levels.add(
        call("alpha", "over", "SUCCESS")
            .setOccurredAt(Instant.parse("2026-11-30T23:59:59.999Z"))
            .setChargePeriod("2026-12")
            .build());
    levels.add(call("alpha", "-", "CACHED").build());

    assertThat(levels.partners().getFirst().calls()).isEqualTo(1);
  }

  @Test
  void printsATableAndWhatBecameOfCalls() {
    levels.add(call("alpha", "ok", "SUCCESS").build());
    levels.add(call("alpha", "down", "RATE_LIMITED").build());

    assertThat(levels.text())
        .hasSize(3)
        .anyMatch(line -> line.matches("alpha +2 +1 +1 +0 +50[.]000 % +100 +100 +100 +100 +100"))
        .contains("alpha: RATE_LIMITED 1, 50.000 % of its calls");
    assertThat(new ServiceLevels(YearMonth.of(2026, 12)).text())
        .containsExactly("no calls in 2026-12");
  }

  @Test
  void printsJson() {
    levels.add(call("alpha", "ok", "SUCCESS").build());
    levels.add(call("beta", "down", "RATE_LIMITED").setLatencyMs(null).build());

    assertThat(levels.json())
        .startsWith("{\"month\":\"2026-11\",\"partners\":[{\"partner\":\"alpha\",\"calls\":1,")
        .contains(
            "\"availabilityPercent\":100.000,\"latencyMs\":{\"mean\":100,\"p50\":100,\"p95\":100,"
                + "\"p99\":100,\"max\":100},\"outcomes\":{}}")
        .contains("\"latencyMs\":null,\"outcomes\":{\"RATE_LIMITED\":1}");
  }
}
