package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lexer takes for JSON, beside Jackson, which checks every piece of it. */
class JsonLexerTest {

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"\\n\"",
    "\"\\u00e9\"",
    "\"\\x\"",
    "\"",
    "1",
    "-0.5e+3",
    "01",
    "1.",
    "-",
    "true",
    "fals",
    "null",
    " ",
    "\n",
    "\t",
    "\"k\":",
    "\u00e9",
    "\u0001"
  };

  private static boolean taken(String text) {
    return new JsonLexer(Leaf.whole(text), 0).leaves() != null;
  }

  @Test
  void takesWhatJacksonTakes() {
    Random random = new Random(20_261_120);
    int valid = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n >= 0; n--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      boolean expected = JsonText.valid(text.toString());
      valid += expected ? 1 : 0;
      assertThat(taken(text.toString())).as("<%s>", text).isEqualTo(expected);
    }
    assertThat(valid).isGreaterThan(5_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 999})
  void takesDeepNests(int depth) {
    assertThat(taken("[".repeat(depth) + "]".repeat(depth))).isTrue();
    assertThat(taken("{\"a\":".repeat(depth) + "1" + "}".repeat(depth))).isTrue();
    assertThat(taken("[".repeat(depth) + "]".repeat(depth - 1))).isFalse();
  }

  @Test
  void readsTextsThatNestTooDeepAsProse() {
    assertThat(taken("[".repeat(100_000) + "]".repeat(100_000))).isFalse();
  }

  @Test
  void labelsEachValueWithTheKeyBeforeIt() {
    List<Leaf> leaves =
        new JsonLexer(Leaf.whole("{\"ssn\": \"457-55-1462\", \"l\": [7, \"x\"]}"), 0).leaves();

    assertThat(leaves).extracting(Leaf::text).containsExactly("ssn", "457-55-1462", "l", "7", "x");
    assertThat(leaves).extracting(Leaf::label).containsExactly("", "ssn", "", "l", "l");
  }
}
