package dev.barnabas.metering.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.anomalies.AnomalyDecision.Raise;
import dev.barnabas.metering.anomalies.AnomalyDecision.Reason;
import dev.barnabas.metering.anomalies.AnomalyDecision.Withhold;
import dev.barnabas.metering.anomalies.AnomalyPolicy.Settings;
import dev.barnabas.metering.totals.UsageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnomalyPolicyTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final long PER_FALSE_ALERT = 100_000;

  private final Map<String, Watched> memory = new HashMap<>();
  private final AnomalyPolicy policy =
      new AnomalyPolicy(
          new Settings(
              Duration.ofHours(1),
              StepPolicy.ofPercent(AnomalyKind.TOKEN_DRIFT, 30, true, PER_FALSE_ALERT),
              StepPolicy.ofPercent(AnomalyKind.COST_PER_REQUEST, 30, true, PER_FALSE_ALERT),
              StepPolicy.ofPercent(AnomalyKind.LATENCY, 100, false, PER_FALSE_ALERT),
              new SharePolicy(0.1, PER_FALSE_ALERT),
              true,
              new MonthPolicy((_, _) -> MonthLimits.NONE, Duration.ofDays(3), 1)));

  private List<AnomalyDecision> see(Seen seen, Instant at, Instant now) {
    var decisions =
        policy.decide(
            seen.build(), key -> Optional.ofNullable(memory.get(key.text())), new Moment(at, now));
    decisions.forEach(decision -> memory.put(decision.key().text(), decision.watched()));
    return decisions;
  }

  private List<AnomalyDecision> see(Seen seen, Instant at) {
    return see(seen, at, at);
  }

  private Evidence evidence(String key) {
    return Optional.ofNullable(memory.get(key)).orElseThrow().evidence();
  }

  private static List<Finding> findings(List<AnomalyDecision> decisions) {
    var findings = new ArrayList<Finding>();
    for (var decision : decisions) {
      if (decision instanceof Raise raise) {
        findings.add(raise.finding());
      }
    }
    return findings;
  }

  @Test
  void watchesTheModelVersionTheModelAndTheTenantsMonth() {
    see(Seen.answer(), NOON);

    assertThat(memory.keySet())
        .containsExactlyInAnyOrder(
            "TOKEN_DRIFT/partner-alpha/gpt/v1",
            "COST_PER_REQUEST/partner-alpha/gpt/USD",
            "LATENCY/partner-alpha/gpt",
            "ERROR_SHARE/partner-alpha/gpt",
            "MODEL_VERSION_CHANGED/partner-alpha/gpt",
            "MONTH/acme/USD");
  }

  @Test
  void learnsNothingOfAMeanAShareOrAVersionFromACorrection() {
    see(Seen.answer(), NOON);
    var before = Map.copyOf(memory);

    see(Seen.answer().kind(UsageKind.REVERSAL).tokens(4_000).version("v2"), NOON);
    see(Seen.answer().kind(UsageKind.ADJUSTMENT).tokens(4_000).version("v3"), NOON);

    var after = new HashMap<>(memory);
    after.put("MONTH/acme/USD", before.get("MONTH/acme/USD"));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void countsACallWhoseEndCameLaterInNoShareTwice() {
    see(Seen.answer().failed(), NOON);
    see(Seen.answer().replacement(), NOON);

    assertThat(evidence("ERROR_SHARE/partner-alpha/gpt"))
        .isEqualTo(new Evidence.Share(1, 1, Run.NONE));
    assertThat(memory).containsKey("TOKEN_DRIFT/partner-alpha/gpt/v1");
  }

  @Test
  void learnsNoMeanFromACallThatFailed() {
    see(Seen.answer().failed(), NOON);

    assertThat(memory.keySet())
        .noneMatch(
            key -> key.startsWith("TOKEN") || key.startsWith("COST") || key.startsWith("LAT"));
  }

  @Test
  void tellsAnotherVersionOnceAndTheFirstOneNot() {
    assertThat(findings(see(Seen.answer(), NOON))).isEmpty();

    var findings = findings(see(Seen.answer().version("v2"), NOON));

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AnomalyKind.MODEL_VERSION_CHANGED);
          assertThat(finding.subject()).isEqualTo("partner-alpha/gpt");
          assertThat(finding.tenantId()).isNull();
          assertThat(finding.recordKey()).isEqualTo("partner-alpha");
          assertThat(finding.numbers())
              .containsEntry("observed", "v2")
              .containsEntry("baseline", "v1")
              .containsEntry("withheld", "0");
        });
    assertThat(findings(see(Seen.answer(), NOON))).isEmpty();
    assertThat(findings(see(Seen.answer().version("v2"), NOON.plus(Duration.ofDays(2))))).isEmpty();
  }

  @Test
  void rememberingEightVersionsItForgetsTheLongestUnused() {
    for (int version = 1; version <= 9; version++) {
      see(Seen.answer().version("v" + version), NOON);
    }

    assertThat(evidence("MODEL_VERSION_CHANGED/partner-alpha/gpt"))
        .isInstanceOfSatisfying(
            Evidence.Versions.class,
            versions ->
                assertThat(versions.seen())
                    .extracting(Evidence.Versions.Seen::version)
                    .containsExactly("v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9"));
  }

  @Test
  void isSilentForTheCoolDownAndThenSaysHowMuchItWithheld() {
    see(Seen.answer(), NOON);
    see(Seen.answer().version("v2"), NOON);

    var within = see(Seen.answer().version("v3"), NOON.plus(Duration.ofMinutes(59)));
    var after = see(Seen.answer().version("v4"), NOON.plus(Duration.ofMinutes(60)));

    assertThat(within)
        .filteredOn(Withhold.class::isInstance)
        .singleElement()
        .satisfies(
            withheld -> assertThat(((Withhold) withheld).reason()).isEqualTo(Reason.COOL_DOWN));
    assertThat(findings(after))
        .singleElement()
        .satisfies(finding -> assertThat(finding.numbers()).containsEntry("withheld", "1"));
  }

  @Test
  void tellsAMonthOnceADay() {
    var first = see(Seen.answer().unpriced(), NOON);
    var hours = see(Seen.answer().unpriced(), NOON.plus(Duration.ofHours(23)));
    var day = see(Seen.answer().unpriced(), NOON.plus(Duration.ofHours(24)));

    assertThat(findings(first))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AnomalyKind.UNPRICED_USAGE);
          assertThat(finding.tenantId()).isEqualTo("acme");
          assertThat(finding.recordKey()).isEqualTo("acme");
          assertThat(finding.subject()).isEqualTo("acme/USD");
        });
    assertThat(findings(hours)).isEmpty();
    assertThat(findings(day)).hasSize(1);
  }

  @Test
  void learnsFromHistoryAndTellsNothingOfIt() {
    var later = NOON.plus(Moment.FRESH).plusSeconds(1);
    see(Seen.answer(), NOON, later);

    var decisions = see(Seen.answer().version("v2"), NOON, later);

    assertThat(findings(decisions)).isEmpty();
    assertThat(decisions)
        .filteredOn(Withhold.class::isInstance)
        .singleElement()
        .satisfies(
            withheld -> assertThat(((Withhold) withheld).reason()).isEqualTo(Reason.HISTORY));
    assertThat(findings(see(Seen.answer().version("v3"), later))).hasSize(1);
  }

  @Test
  void takesATextThatIsNoVersionForNone() {
    see(Seen.answer().version("v".repeat(257)), NOON);
    see(Seen.answer().version(" "), NOON);

    assertThat(memory)
        .containsKey("TOKEN_DRIFT/partner-alpha/gpt/-")
        .doesNotContainKey("MODEL_VERSION_CHANGED/partner-alpha/gpt");
  }

  @Test
  void watchesNothingWhereNothingIsToBeWatched() {
    assertThat(
            new AnomalyPolicy(Settings.NOTHING)
                .decide(Seen.answer().build(), _ -> Optional.empty(), new Moment(NOON, NOON)))
        .isEmpty();
  }
}
