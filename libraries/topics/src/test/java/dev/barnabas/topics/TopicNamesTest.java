package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {
  private final TopicNames names = TopicNames.ofDefaults();

  @Test
  void namesTheTopicsOfTheDesign() {
    assertThat(names.requests()).isEqualTo("inference.requests");
    assertThat(names.requests("acme.eu")).isEqualTo("inference.requests.acme.eu");
    assertThat(names.work("partner-alpha")).isEqualTo("inference.work.partner-alpha");
    assertThat(names.workBulk("partner-alpha")).isEqualTo("inference.work.partner-alpha.bulk");
    assertThat(names.usageTotals()).isEqualTo("inference.usage-totals");
    assertThat(names.deadLetter()).isEqualTo("inference.dead-letter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a_b", "a/b", "-a", "a-", "a.bulk", "ä", "a b"})
  void refusesPartnerThatWouldCollideOrBreakAName(String partner) {
    assertThatThrownBy(() -> names.work(partner))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partner id '" + partner + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a_b", "a/b", ".a", "a."})
  void refusesTenantThatBreaksAName(String tenant) {
    assertThatThrownBy(() -> names.responses(tenant))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tenant id '" + tenant + "'");
  }

  @Test
  void readsTheTenantBackFromItsOwnRequestTopic() {
    assertThat(names.requestTenant("inference.requests.acme")).contains("acme");
    assertThat(names.requestTenant("inference.requests")).isEmpty();
    assertThat(names.requestTenant("inference.requests.a_b")).isEmpty();
    assertThat(names.requestTenant("other.requests.acme")).isEmpty();
    assertThat(names.requestsPattern().matcher("inference.requests.acme").matches()).isTrue();
    assertThat(names.requestsPattern().matcher("inference.requests").matches()).isTrue();
    assertThat(names.requestsPattern().matcher("inference.requestsx").matches()).isFalse();
  }

  @Test
  void neverUsesUnderscores() {
    TopicPlan plan = TopicPlan.ofDefaults(Set.of("alpha", "beta"));
    assertThat(new TopicCatalogue(names).definitions(plan))
        .extracting(TopicDefinition::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9.-]+"));
  }

  @Test
  void knowsTheRecordsOfEveryTopicButTheMisplaced() {
    TopicPlan plan = TopicPlan.ofDefaults(Set.of("alpha"));
    Map<String, ?> byTopic = RecordTypes.byTopic(names, plan);
    assertThat(new TopicCatalogue(names).definitions(plan))
        .extracting(TopicDefinition::name)
        .filteredOn(name -> !name.equals(names.misplaced()))
        .containsExactlyInAnyOrderElementsOf(byTopic.keySet());
  }
}
