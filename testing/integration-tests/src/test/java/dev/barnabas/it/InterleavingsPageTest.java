package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterleavingsPageTest {
  /** How many rules each section has; section 4, privacy, is shown by the redaction's own tests. */
  private static final Map<Integer, Integer> SECTIONS =
      new TreeMap<>(Map.of(1, 11, 2, 11, 3, 9, 5, 16, 6, 3, 7, 5));

  private static InterleavingsPage page() {
    return InterleavingsPage.of(Path.of("..", ".."));
  }

  @Test
  void hasEveryRuleOnceAndInOrder() {
    assertThat(page().rules())
        .extracting(InterleavingsPage.Rule::number)
        .containsExactlyElementsOf(
            SECTIONS.entrySet().stream()
                .flatMap(section ->
                    IntStream.rangeClosed(1, section.getValue())
                        .mapToObj(number -> section.getKey() + "." + number))
                .toList());
  }

  @Test
  void namesTheTestsThatThereAreAndNoOthers() {
    InterleavingsPage page = page();

    assertThat(page.problems()).isEmpty();
    assertThat(page.rules()).noneMatch(InterleavingsPage.Rule::open);
    assertThat(page.tagged()).hasSizeGreaterThan(100);
  }

  @Test
  void noticesWhatIsMissingOnEitherSide() {
    Map<String, Set<String>> tagged = new TreeMap<>();
    InterleavingsPage.tags(
        "RaceTest.java",
        """
        class RaceTest {
          @Test
          @Tag("RULE-1.1")
          void isTagged() {}

          @Test
          void isNot() {}

          @Tag("RULE-1.2") @Test
          void isForgotten() {}
        }
        """
            .replace("RULE", "rule")
            .lines()
            .toList(),
        tagged);
    List<InterleavingsPage.Rule> rules =
        InterleavingsPage.rules(
            Stream.of(
                    "| # | wrong | built | tests |",
                    "| 1.1 | w | b | `RaceTest.isTagged`<br>`RaceTest.isNot` |",
                    "| 1.2 | w | b |  |",
                    "| 1.3 | w | **Open.** Not yet. |  |",
                    "| 1.4 | w | b | `GoneTest.wasThere` |")
                .toList());

    assertThat(new InterleavingsPage(rules, tagged).problems())
        .containsExactly(
            "1.1 names RaceTest.isNot, which is no test tagged with it",
            "1.2 has no test and does not say that it is open",
            "1.4 names GoneTest.wasThere, which is no test tagged with it",
            "1.2 does not name its test RaceTest.isForgotten");
  }
}
