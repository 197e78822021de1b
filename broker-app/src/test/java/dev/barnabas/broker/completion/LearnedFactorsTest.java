package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.FactorKey;
import dev.barnabas.broker.request.Output;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Usage;
import dev.barnabas.vocabulary.BilledByProvider;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a provider's own count of a prompt teaches the holds to come. */
class LearnedFactorsTest {
  private final Scene scene = new Scene(Scene.PARTNERS + Scene.QUOTA);
  private final Output.Work item = scene.ask("1", "hello").work();
  private final long bound = item.attempt().promptTokens();

  private Optional<BigDecimal> learned(Usage usage) {
    scene.end(scene.report(item, "c1", "SUCCESS", "hi", usage, BilledByProvider.YES));
    return scene.state().learnedFactor(FactorKey.of(item.link()));
  }

  @Test
  void raiseTheNextBoundByWhatThePromptWasCountedAbove() {
    assertThat(learned(Scene.usage(2 * bound, 1)))
        .hasValueSatisfying(factor -> assertThat(factor).isEqualByComparingTo("2"));

    assertThat(scene.ask("2", "hello").work().attempt().promptTokens()).isEqualTo(2 * bound);
  }

  @Test
  void stayWhatTheyWereAtTheBoundItself() {
    assertThat(learned(Scene.usage(bound, 1))).isEmpty();
  }

  @Test
  void stayWhatTheyWereWhereTheCountIsOurOwn() {
    assertThat(learned(Usage.of(2 * bound, 1, Measure.ESTIMATED))).isEmpty();
  }

  @Test
  void goNoHigherThanCanBeConfigured() {
    assertThat(learned(Scene.usage(100 * bound, 1))).contains(BigDecimal.TEN);
  }

  @Test
  void areToldWithACallThatUsedMoreThanItsHold() {
    learned(Scene.usage(2 * bound, 1000));
    assertThat(scene.alarms())
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.numbers()).containsEntry("safetyFactor", "2.0000"));

    Output.Work next = scene.ask("2", "hello").work();
    scene.end(
        scene.report(next, "c2", "SUCCESS", "hi", Scene.usage(1, 1000), BilledByProvider.YES));
    assertThat(scene.alarms())
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.numbers()).containsEntry("safetyFactor", "2.0000"));
  }
}
