package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.redaction.ner.BuiltInTaggerProvider;
import dev.barnabas.redaction.ner.NameDetector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SequenceTagger;
import dev.barnabas.redaction.spi.TagSink;
import dev.barnabas.redaction.spi.TextView;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of persons and places, by the model that the build trained and by one of the caller's. */
class NamesTest {

  private static final RedactionEngine ENGINE = RedactionEngine.create();
  private static final CompiledPolicy STRICT =
      ENGINE.compiler().compile(RedactionPolicy.strict()).orThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dear Dr. Adeyemi, the results are in|PERSON Adeyemi",
        "My name is Annika Bergstrom and I need help|PERSON Annika Bergstrom",
        "please call my colleague Thomas Keller tomorrow|PERSON Thomas Keller",
        "We moved to Lisbon last year|LOCATION Lisbon",
        "I live at 14 Elm Street, Springfield|LOCATION 14 Elm Street, Springfield",
      })
  void findsNames(String text, String found) {
    assertThat(found(ENGINE, STRICT, text)).contains(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public final class OrderBook { private final List<Order> orders = new ArrayList<>(); }",
        "How do I reset my password?",
        "Kubernetes restarts the pod after a minute.",
        "def parse(self, line: str) -> Token:",
      })
  void leavesAloneWhatHoldsNoName(String text) {
    assertThat(found(ENGINE, STRICT, text)).noneMatch(span -> span.startsWith("PERSON"));
  }

  @Test
  void takesAnotherTaggerInPlaceOfTheBuiltInOne() {
    RedactionEngine engine = new RedactionEngine(List.of(new NameDetector(new Shouting())));
    CompiledPolicy policy = engine.compiler().compile(RedactionPolicy.strict()).orThrow();

    assertThat(engine.registry().types()).containsExactly(Shouting.LOUD);
    assertThat(found(engine, policy, "this is VERY loud")).containsExactly("LOUD VERY");
  }

  @Test
  void countsAGuessOnlyAboveThePolicysThreshold() {
    RedactionEngine engine = new RedactionEngine(List.of(new NameDetector(new Shouting())));
    RedactionPolicy demanding =
        new RedactionPolicy(
            Map.of("LOUD", "mask"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of("LOUD", 0.8));
    CompiledPolicy policy = engine.compiler().compile(demanding).orThrow();

    assertThat(found(engine, policy, "VERY LOUDLY")).containsExactly("LOUD LOUDLY");
  }

  @Test
  void keepsTheModelSmallAndItsHeldOutQualityAboveTheFloor() throws IOException {
    JsonNode quality = quality();

    assertThat(quality.path("bytes").asLong()).isBetween(100_000L, 2_000_000L);
    assertThat(quality.path("PERSON").path("f2").asDouble()).isGreaterThan(0.70);
    assertThat(quality.path("LOCATION").path("f2").asDouble()).isGreaterThan(0.60);
    assertThat(quality.path("PERSON").path("marked").asInt()).isGreaterThan(100);
  }

  private static JsonNode quality() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            BuiltInTaggerProvider.class.getResourceAsStream("model-quality.json"))) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static List<String> found(RedactionEngine engine, CompiledPolicy policy, String text) {
    return engine.spans(text, policy).stream()
        .map(span -> span.type() + " " + text.substring(span.start(), span.end()))
        .toList();
  }

  /** Finds words in capitals; the longer, the surer. */
  private static final class Shouting implements SequenceTagger {
    private static final EntityType LOUD = new EntityType("LOUD");

    @Override
    public Set<EntityType> entities() {
      return Set.of(LOUD);
    }

    @Override
    public void tag(TextView view, TagSink out) {
      int start = 0;
      for (int p = 0; p <= view.length(); p++) {
        if (p == view.length() || !Character.isUpperCase(view.charAt(p))) {
          if (p - start > 2) {
            out.accept(start, p, LOUD, Math.min(1, (p - start) / 7f));
          }
          start = p + 1;
        }
      }
    }
  }
}
