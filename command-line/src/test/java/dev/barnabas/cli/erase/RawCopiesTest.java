package dev.barnabas.cli.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RawCopiesTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void countsTheSegmentThatIsStillOpenAndTheBrokersLook() {
    assertThat(RawCopies.until(NOW, 7 * DAY, DAY)).isEqualTo("2026-02-08T12:05:00Z");
  }

  @Test
  void knowsNoBoundWhereKafkaHasNone() {
    assertThat(RawCopies.until(NOW, -1, DAY)).isNull();
    assertThat(RawCopies.until(NOW, Long.MAX_VALUE, DAY)).isNull();
  }

  @Test
  void namesEveryTopicThatHoldsRawText() {
    assertThat(new RawCopies(TopicNames.ofDefaults(), "acme").topics())
        .containsOnlyKeys(
            "inference.requests",
            "inference.requests.acme",
            "inference.misplaced",
            "inference.responses",
            "inference.responses.acme",
            "inference.dead-letter",
            "inference-broker-app-state-changelog");
  }

  @Test
  void readsTheMasterKeyFromTheFirstLine() {
    String key = "0".repeat(63) + "1";

    assertThat(Erasure.masterKey("f", key + "\n2026 " + "1".repeat(64) + "\n")).hasSize(32);
    assertThatThrownBy(() -> Erasure.masterKey("broker.key", "nothing"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("broker.key")
        .hasMessageNotContaining("nothing");
  }
}
