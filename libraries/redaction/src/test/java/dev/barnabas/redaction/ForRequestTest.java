package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.redaction.detector.ScanningDetector;
import dev.barnabas.redaction.ner.NameDetector;
import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Working memory that is kept from text to text of a request changes nothing that is found. */
class ForRequestTest {

  private static final List<Detector> DETECTORS =
      List.of(new ScanningDetector(), new NameDetector());

  @Property(tries = 300)
  void findsInEachTextWhatItFindsInTheTextAlone(@ForAll("texts") List<String> texts) {
    for (Detector detector : DETECTORS) {
      Detector kept = detector.forRequest();
      for (int i = 0; i < texts.size(); i++) {
        String label = i % 3 == 0 ? "" : i % 3 == 1 ? "phone" : "date_of_birth";
        assertThat(found(kept, texts.get(i), label))
            .isEqualTo(found(detector, texts.get(i), label));
      }
    }
  }

  private static List<String> found(Detector detector, String text, String label) {
    List<String> found = new ArrayList<>();
    SpanSink sink =
        new SpanSink() {
          @Override
          public void accept(
              int start, int end, EntityType type, Strength strength, String identity) {
            found.add(start + "-" + end + " " + type + " " + strength + " " + identity);
          }

          @Override
          public void accept(int start, int end, EntityType type, float score) {
            found.add(start + "-" + end + " " + type + " " + score);
          }
        };
    DetectContext context =
        new DetectContext(detector.entities(), RedactionPolicy.DEFAULT_PHONE_REGIONS, label);
    detector.detect(NormalizedView.of(text), context, sink);
    return found;
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of(
            "call me on 415 555 0132",
            "her birthday is 12/03/1987",
            "order 4539271806452131 for card holder Maria Lopez",
            "passport AB1234567, born 3 May 1990",
            "14 Elm Street, Springfield",
            "import java.util.List;",
            "int x = f(a); // see Thomas Keller",
            "ssn 457551462",
            "my ip is 10.0.0.7 and fe80::1",
            "password: hunter2x",
            "a",
            "Dr. Adeyemi",
            "\n",
            "zip 94103 tel")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .flatMap(parts ->
            Arbitraries.of(" ", "\n", ". ").map(separator -> String.join(separator, parts)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }
}
