package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
  private static final TopicNames NAMES = TopicNames.ofDefaults();

  private final List<TopicDefinition> definitions =
      definitions(
          new TopicPlan(
              6,
              3,
              Map.of("alpha", Duration.ofHours(8)),
              Set.of("acme"),
              Duration.ofDays(9),
              SizeBudget.ofDefaults()));

  @Test
  @Tag("rule-5.8")
  @Tag("rule-5.14")
  void givesRequestsControlOutcomesFallbackAndMisplacedTheSamePartitions() {
    assertThat(
            List.of(
                NAMES.requests(),
                NAMES.requests("acme"),
                NAMES.control(),
                NAMES.outcomes(),
                NAMES.fallback(),
                NAMES.misplaced(),
                NAMES.responses(),
                NAMES.responses("acme"),
                NAMES.metering(),
                NAMES.decisions()))
        .allSatisfy(topic -> {
          assertThat(topic(topic).partitions()).isEqualTo(6);
          assertThat(topic(topic).home()).isTrue();
        });
    assertThat(topic(NAMES.work("alpha")).partitions()).isEqualTo(3);
  }

  @Test
  @Tag("rule-3.2")
  void stampsEveryTopicWithTheAppendTime() {
    assertThat(definitions)
        .allSatisfy(topic ->
            assertThat(topic.settings()).containsEntry("message.timestamp.type", "LogAppendTime"));
  }

  @Test
  @Tag("rule-3.8")
  void closesWorkSegmentsWithinAQuarterOfTheRetention() {
    for (String name : List.of(NAMES.work("alpha"), NAMES.workBulk("alpha"))) {
      assertThat(topic(name).retention()).isEqualTo(Duration.ofHours(8));
      assertThat(topic(name).segment()).isEqualTo(Duration.ofHours(2));
    }
  }

  @Test
  @Tag("rule-3.6")
  void keepsOutcomesAndResponsesAtLeastAsLongAsTheDedupeWindow() {
    for (String name :
        List.of(NAMES.outcomes(), NAMES.fallback(), NAMES.responses(), NAMES.responses("acme"))) {
      assertThat(topic(name).retention()).isGreaterThanOrEqualTo(Duration.ofDays(9));
      assertThat(topic(name).minRetention()).isEqualTo(Duration.ofDays(9));
    }
  }

  @Test
  void keepsMeteringForEverAndAccepts400Days() {
    for (String name : List.of(NAMES.metering(), NAMES.audit())) {
      assertThat(topic(name).retention()).isNull();
      assertThat(topic(name).settings()).containsEntry("retention.ms", "-1");
      assertThat(topic(name).minRetention()).isEqualTo(Duration.ofDays(400));
    }
  }

  @Test
  void neverCompactsResponses() {
    assertThat(definitions)
        .filteredOn(topic -> topic.cleanup() == Cleanup.COMPACT)
        .extracting(TopicDefinition::name)
        .containsExactly(NAMES.usageTotals(), NAMES.breakers(), NAMES.configuration());
  }

  @Test
  @Tag("rule-3.8")
  void marksOnlyTheTopicsThatHoldRawDataAsRaw() {
    assertThat(definitions)
        .filteredOn(topic -> topic.personalData() == PersonalData.RAW)
        .extracting(TopicDefinition::name)
        .containsExactlyInAnyOrder(
            NAMES.requests(), NAMES.requests("acme"), NAMES.misplaced(), NAMES.deadLetter());
  }

  @Test
  @Tag("rule-5.1")
  void fitsEverySizeOfTheBudgetIntoItsTopic() {
    SizeBudget sizes = SizeBudget.ofDefaults();
    assertThat(topic(NAMES.requests()).maxMessageBytes()).isEqualTo(256 * 1024 + 64 * 1024);
    assertThat(topic(NAMES.responses()).maxMessageBytes())
        .isGreaterThanOrEqualTo(sizes.restoredBytes() + SizeBudget.OVERHEAD_BYTES);
    assertThat(topic(NAMES.deadLetter()).maxMessageBytes())
        .isGreaterThan(DeadLetters.MAX_VALUE_BYTES + DeadLetters.MAX_REST_BYTES);
  }

  @Test
  void refusesRetentionBelowWhatTheTopicNeeds() {
    assertThatThrownBy(() ->
            new TopicDefinition(
                "t",
                1,
                true,
                Cleanup.DELETE,
                Duration.ofDays(1),
                Duration.ofDays(2),
                Duration.ofHours(1),
                1024,
                "k",
                "w",
                "r",
                PersonalData.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("t: retention");
  }

  private TopicDefinition topic(String name) {
    return definitions.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<TopicDefinition> definitions(TopicPlan plan) {
    return new TopicCatalogue(NAMES).definitions(plan);
  }
}
