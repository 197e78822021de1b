package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.WindowBalance;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant pays for a call whose end nobody saw, and for how long. */
class UnknownChargeTopologyTest {
  @TempDir Path state;
  private BrokerHarness broker;

  @BeforeEach
  void start() {
    broker =
        new BrokerHarness(
            BrokerHarness.CONFIGURATION.replace(
                "requests_per_minute: 60", "requests_per_minute: 60, unknown_after: 2h"),
            1,
            state);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  /** A request that its tenant cancelled while a call ran whose end never came. */
  private WorkItem chargedAsUnknown() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    WorkItem item = broker.work("alpha").getLast();
    broker.started(item, "c1");
    broker.cancel("acme", "1");
    broker.forward(Duration.ofMinutes(5));
    broker.tick();
    Decision settled = broker.decisions().getLast();
    assertThat(settled.getChargedTokens()).isEqualTo(settled.getHoldTokens()).isPositive();
    broker.usage();
    return item;
  }

  private static long settledIn(Decision decision) {
    return decision.getBalances().stream()
        .filter(b -> b.getLimitName().equals("tokens_per_month"))
        .map(WindowBalance::getSettled)
        .findFirst()
        .orElseThrow()
        .longValueExact();
  }

  @Test
  @Tag("rule-2.11")
  void isGivenBackAfterTheConfiguredTime() {
    chargedAsUnknown();
    broker.forward(Duration.ofMinutes(110));
    broker.tick();
    assertThat(broker.usage()).isEmpty();

    broker.forward(Duration.ofMinutes(15));
    broker.tick();

    Decision corrected = broker.decisions().getLast();
    assertThat(corrected.getKind()).isEqualTo("CORRECTED");
    assertThat(corrected.getChargedTokens()).isZero();
    assertThat(settledIn(corrected)).isZero();
    List<UsageEvent> events = broker.usage();
    assertThat(events)
        .extracting(UsageEvent::getKind)
        .containsExactly(UsageKind.REVERSAL, UsageKind.USAGE);
    assertThat(events.getLast().getOutcome()).isEqualTo("UNKNOWN");
    assertThat(events.getLast().getChargedToTenant()).isFalse();
  }

  @Test
  void staysWhatTheCallReallyCostIfItsEndCameInTime() {
    WorkItem item = chargedAsUnknown();
    broker.answered(item, "c1", "too late");
    assertThat(broker.decisions().getLast().getChargedTokens()).isEqualTo(30);
    broker.usage();

    broker.forward(Duration.ofHours(3));
    broker.tick();

    assertThat(broker.usage()).isEmpty();
  }

  @Test
  @Tag("rule-2.11")
  void isNotTakenAgainWhenTheEndComesAfterItWasGivenBack() {
    WorkItem item = chargedAsUnknown();
    broker.forward(Duration.ofHours(3));
    broker.tick();
    broker.usage();
    broker.decisions();

    broker.answered(item, "c1", "much too late");

    assertThat(broker.usage())
        .extracting(UsageEvent::getKind)
        .containsExactly(UsageKind.REVERSAL, UsageKind.USAGE);
    assertThat(broker.decisions()).extracting(Decision::getKind).doesNotContain("CORRECTED");
  }

  @Test
  void isGivenBackAtTheLatestWhenTheRequestIsForgotten() {
    broker.close();
    broker =
        new BrokerHarness(
            BrokerHarness.CONFIGURATION.replace(
                "requests_per_minute: 60", "requests_per_minute: 60, unknown_after: 40d"),
            1,
            state);
    chargedAsUnknown();
    broker.forward(Duration.ofHours(49));
    broker.tick();

    assertThat(broker.decisions().getLast().getKind()).isEqualTo("CORRECTED");
    assertThat(broker.usage())
        .extracting(UsageEvent::getKind)
        .containsExactly(UsageKind.REVERSAL, UsageKind.USAGE);
  }
}
