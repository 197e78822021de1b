package dev.barnabas.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.Tick;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private final TopicCopy topics = new TopicCopy();

  private void ticks(int... seconds) {
    for (int second : seconds) {
      Instant at = at(second);
      topics.append(topics.names.outcomes(), 0, "tick", at, new Tick(0, at, "w"));
    }
  }

  private Instant latest(int due) {
    return Ownership.of(topics.snapshot()).latest(0, at(due), GRACE);
  }

  private static Instant at(int second) {
    return World.START.plusSeconds(second);
  }

  @Test
  @Tag("rule-3.4")
  void allowsTheGraceAloneWhileThereIsAnOwner() {
    ticks(0, 1, 2, 3, 8, 9);

    assertThat(latest(2)).isEqualTo(at(7));
    assertThat(Ownership.of(topics.snapshot()).losses()).isZero();
  }

  @Test
  @Tag("rule-3.4")
  void countsTheGraceFromTheReturnOfAnOwner() {
    ticks(0, 1, 31, 32);

    assertThat(latest(10)).isEqualTo(at(36));
    assertThat(latest(0)).as("due just before the loss").isEqualTo(at(36));
    assertThat(latest(31)).as("due after the return").isEqualTo(at(36));
    assertThat(Ownership.of(topics.snapshot()).losses()).isEqualTo(1);
  }

  @Test
  void waitsForTheFirstOwner() {
    ticks(20, 21);

    assertThat(latest(3)).isEqualTo(at(25));
    assertThat(Ownership.of(topics.snapshot()).losses()).isZero();
  }

  @Test
  void excusesNothingWhereThereAreNoTicks() {
    assertThat(latest(3)).isEqualTo(at(8));
  }

  @Test
  void looksAtThePartitionsOwnTicks() {
    ticks(0, 60);

    assertThat(Ownership.of(topics.snapshot()).latest(1, at(3), GRACE)).isEqualTo(at(8));
  }
}
