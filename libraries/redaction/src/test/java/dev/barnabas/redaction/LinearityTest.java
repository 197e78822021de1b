package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.redaction.detector.ScanningDetector;
import dev.barnabas.redaction.ner.NameDetector;
import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.TextView;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile texts cost characters read in proportion to their length, whatever they repeat. */
class LinearityTest {

  private static final ScanningDetector SCANNER = new ScanningDetector();
  private static final DetectContext CONTEXT =
      new DetectContext(SCANNER.entities(), RedactionPolicy.DEFAULT_PHONE_REGIONS, "");
  private static final NameDetector NAMES = new NameDetector();
  private static final DetectContext ALL_NAMES = new DetectContext(NAMES.entities(), List.of(), "");
  private static final int LENGTH = 20_000;
  private static final int MOST_READS_PER_CHARACTER = 400;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0 ",
        "1-",
        "01 ",
        "(0)",
        "+1",
        "00 ",
        "7.7.",
        "1/2/",
        "4",
        "4012 ",
        "457-55-",
        "457-55-1462",
        "ssn 123 ",
        "tel 0 1 2 ",
        "212-555-0173 ",
        "@",
        "a@",
        "a.",
        "a@a.",
        "a@b.co ",
        "\"@",
        "\"a",
        ":",
        "::",
        "1:",
        "ab:",
        "fe80:",
        "DE89",
        "DE89 3704 ",
        "at ",
        "a at b dot ",
        "a dot ",
        "(at",
        "[at] ",
        "(at)a(dot)",
        "<",
        "{\"a\":",
        "+ ( ",
        "1.1.1.1/",
        "x123 ",
        "1 ext ",
        "a@b dot ",
        "http://",
        "a-b.",
        "a:b@",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "eyJ.",
        "sk-a1B2",
        "password=",
        "1EG4-TE5-",
        "00:1A:",
        "AB 12 34 56 ",
        "May 1 ",
        "1.1.21 ",
        "Mr. ",
        "John ",
        "John Smith, ",
        "12 Baker Street, ",
        "\n",
        "x();\n",
        "\u0661\u0662 "
      })
  void readsInProportionToTheLength(String seed) {
    long once = reads(seed, LENGTH);
    long twice = reads(seed, 2 * LENGTH);

    assertThat(once).isLessThan((long) MOST_READS_PER_CHARACTER * LENGTH);
    assertThat((double) twice / once).isLessThan(2.1);
  }

  private static long reads(String seed, int length) {
    String text = seed.repeat(length / seed.length() + 1).substring(0, length);
    CountingView view = new CountingView(NormalizedView.of(text));
    SCANNER.detect(view, CONTEXT, (start, end, type, strength, identity) -> {});
    NAMES.detect(view, ALL_NAMES, (start, end, type, strength, identity) -> {});
    return view.reads;
  }

  /** Counts how often a character is read. */
  private static final class CountingView implements TextView {
    private final TextView view;
    private long reads;

    CountingView(TextView view) {
      this.view = view;
    }

    @Override
    public int length() {
      return view.length();
    }

    @Override
    public char charAt(int index) {
      reads++;
      return view.charAt(index);
    }

    @Override
    public int originalStart(int index) {
      return view.originalStart(index);
    }

    @Override
    public int originalEnd(int index) {
      return view.originalEnd(index);
    }
  }
}
