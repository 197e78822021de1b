package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.redaction.spi.EntityType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueTableTest {

  private final ValueTable<Integer> table = new ValueTable<>();

  private @Nullable Integer get(String text, @Nullable EntityType type) {
    NormalizedView view = NormalizedView.of(text);
    return table.get(ValueTable.hash(view, 0, view.length()), type, view, 0, view.length());
  }

  private void put(String text, @Nullable EntityType type, int value) {
    NormalizedView view = NormalizedView.of(text);
    table.put(ValueTable.hash(view, 0, view.length()), type, view, 0, view.length(), value);
  }

  @Test
  void findsAStretchInAnyCaseAndWidth() {
    put("Jane@Example.com", EntityType.EMAIL, 1);

    assertThat(get("jane@example.COM", EntityType.EMAIL)).isEqualTo(1);
    assertThat(get("\uFF2Aane@example.com", EntityType.EMAIL)).isEqualTo(1);
    assertThat(get("jane@example.com", EntityType.URL)).isNull();
    assertThat(get("jane@example.co", EntityType.EMAIL)).isNull();
  }

  @Test
  void findsATextByAStretchAndTheOtherWayRound() {
    table.put(ValueTable.hash("457551462"), EntityType.US_SSN, "457551462", 1);
    put("12345", null, 2);

    assertThat(get("457551462", EntityType.US_SSN)).isEqualTo(1);
    assertThat(table.get(ValueTable.hash("457551462"), EntityType.US_SSN, "457551462"))
        .isEqualTo(1);
    assertThat(table.get(ValueTable.hash("12345"), null, "12345")).isEqualTo(2);
  }

  @Test
  void keepsEveryEntryWhileItGrows() {
    for (int i = 0; i < 10_000; i++) {
      put("value " + i, null, i);
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(get("VALUE " + i, null)).isEqualTo(i);
    }
    assertThat(get("value 10000", null)).isNull();
  }
}
