package dev.barnabas.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartitionMetaTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(60);

  @Test
  void remembersWhenItBegan() {
    PartitionMeta begun = PartitionMeta.NEW.at(FIRST).metered();

    assertThat(begun.since()).isEqualTo(FIRST);
    assertThat(begun.at(LATER).decided().ticketed().outcomesAt(LATER).fallbackAt(LATER).since())
        .isEqualTo(FIRST);
  }

  @Test
  void givesAStateOfAnEarlierVersionNoBeginning() {
    PartitionMeta older = new PartitionMeta(FIRST, 5, 3, 0, FIRST, FIRST, null);

    assertThat(older.at(LATER).since()).isNull();
    assertThat(older.at(LATER).metered().usageEvents()).isEqualTo(4);
  }
}
