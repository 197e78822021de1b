package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.schemas.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that go back, as after a move to another machine. */
class ClocksTopologyTest {
  @TempDir Path state;
  private BrokerHarness broker;

  @BeforeEach
  void start() {
    broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private void submit(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      broker.submit(BrokerHarness.request("acme", prefix + i, "hello").setTtlMs(600_000L));
    }
  }

  @Test
  @Tag("rule-2.5")
  void reopensNoMinuteForAClockThatIsTwoSecondsBehind() {
    broker.forward(Duration.ofSeconds(59));
    submit("old", 20);
    broker.forward(Duration.ofSeconds(1));
    submit("new", 60);
    assertThat(broker.work("alpha")).hasSize(80);

    broker.clock.forward(Duration.ofSeconds(-2));
    submit("behind", 5);

    assertThat(broker.work("alpha")).isEmpty();
    List<Decision> decisions = broker.decisions();
    assertThat(decisions.getLast().getKind()).isEqualTo("PARKED");
    assertThat(decisions).extracting(Decision::getNow).isSorted();
    assertThat(decisions.getLast().getNow())
        .isEqualTo(BrokerHarness.START.plus(Duration.ofMinutes(1)));
  }

  @Test
  @Tag("rule-2.5")
  void decidesNothingByAClockThatIsMoreThanThirtySecondsBehindTheAppendTimes() {
    Instant ahead = BrokerHarness.START.plusSeconds(31);
    var record = BrokerHarness.request("acme", "1", "hello").build();

    assertThatThrownBy(() -> broker.pipeAppendedAt(ahead, broker.names.requests(), record))
        .hasRootCauseInstanceOf(ClockBehindException.class);
    assertThat(broker.decisions()).isEmpty();
  }
}
