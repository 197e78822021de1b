package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.redaction.RedactionOutcome.Redacted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class RedactionPropertiesTest {

  private static final RedactionEngine ENGINE = RedactionEngine.create();
  private static final CompiledPolicy STRICT =
      ENGINE.compiler().compile(RedactionPolicy.strict()).orThrow();
  private static final int ROOM = 1_000_000;

  /** One value in two spellings has one placeholder, so the first spelling comes back for both. */
  @Property(tries = 1000)
  void restoresWhatItRedacted(@ForAll("requests") List<String> texts) {
    Redacted redacted = redact(texts, SlotKind.PROSE);
    String all = String.join("\n", redacted.texts());

    for (int i = 0; i < texts.size(); i++) {
      String text = redacted.texts().get(i);
      boolean repeated =
          redacted.vault().entries().stream()
              .filter(entry -> text.contains(entry.placeholder()))
              .anyMatch(entry -> !entry.reversible() || twice(all, entry.placeholder()));
      Statistics.label("values that occur once and can be restored")
          .collect(!repeated)
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 25));
      if (!repeated) {
        assertThat(Restorer.restore(text, redacted.vault(), ROOM).text()).isEqualTo(texts.get(i));
      }
    }
  }

  @Property(tries = 300)
  void leavesNoFoundValueInAnyText(@ForAll("sentences") List<String> texts) {
    Redacted redacted = redact(texts, SlotKind.PROSE);
    String all = String.join("\n", redacted.texts());

    HashSet<String> values = new HashSet<>();
    for (VaultEntry entry : redacted.vault().entries()) {
      assertThat(values.add(entry.type() + entry.value())).isTrue();
      assertThat(all).contains(entry.placeholder());
      if (entry.value().length() >= 7) {
        assertThat(all).doesNotContain(entry.value());
      }
    }
  }

  @Property(tries = 300)
  void keepsJsonValid(@ForAll("requests") List<String> texts, @ForAll Random random) {
    StringBuilder json = new StringBuilder("{");
    for (String text : texts) {
      json.append(json.length() > 1 ? ", " : "")
          .append('"')
          .append(JsonText.escape(text))
          .append("\": [4539271806452131, -1.5e3, \"")
          .append(JsonText.escape("{\"k\":\"" + JsonText.escape(text) + "\",\"n\":457551462}"))
          .append("\"]");
    }
    String text = json.append('}').toString();

    Redacted redacted = redact(List.of(text), SlotKind.JSON);

    assertThat(JsonText.valid(redacted.texts().getFirst())).isTrue();
    assertThat(redacted.texts().getFirst()).doesNotContain("4539271806452131");
    String answer = redacted.texts().getFirst();
    assertThat(
            JsonText.valid(Restorer.restore(answer, redacted.vault(), TextKind.JSON, ROOM).text()))
        .isTrue();
    assertThat(streamed(answer, redacted.vault(), random))
        .isEqualTo(Restorer.restore(answer, redacted.vault(), ROOM).text());
  }

  @Property(tries = 500)
  void restoresAStreamAsItRestoresTheWhole(
      @ForAll("answers") String answer, @ForAll Random random) {
    Vault vault =
        Vault.of(
            List.of(
                new VaultEntry("<EMAIL_1>", "EMAIL", "kim@corp.example", Role.USER, true),
                new VaultEntry("<EMAIL_12>", "EMAIL", "lee@corp.example", Role.USER, true),
                new VaultEntry("<US_SSN_1>", "US_SSN", "457-55-1462", Role.USER, true)));

    assertThat(streamed(answer, vault, random))
        .isEqualTo(Restorer.restore(answer, vault, ROOM).text());
  }

  @Property(tries = 300)
  void findsDisjointSpansInOrderInAnyText(@ForAll String text) {
    int end = 0;
    for (Span span : ENGINE.spans(text, STRICT)) {
      assertThat(span.start()).isGreaterThanOrEqualTo(end);
      end = span.end();
      assertThat(end).isLessThanOrEqualTo(text.length());
    }
  }

  private static boolean twice(String text, String part) {
    return text.indexOf(part) != text.lastIndexOf(part);
  }

  private static String streamed(String answer, Vault vault, Random random) {
    StreamRestorer restorer = new StreamRestorer(vault, TextKind.PROSE, ROOM);
    StringBuilder out = new StringBuilder();
    try {
      int p = 0;
      while (p < answer.length()) {
        int next = Math.min(answer.length(), p + 1 + random.nextInt(6));
        restorer.push(answer.substring(p, next), out);
        assertThat(restorer.heldBack()).isLessThanOrEqualTo(vault.index().longest() + 1);
        p = next;
      }
      restorer.end(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }

  @Provide
  Arbitrary<List<String>> requests() {
    return texts("");
  }

  @Provide
  Arbitrary<List<String>> sentences() {
    return texts(" ");
  }

  private static Arbitrary<List<String>> texts(String between) {
    Arbitrary<String> piece =
        Arbitraries.of(
            "kim@corp.example",
            "lee@corp.example",
            "+1 212 555 0173",
            "212-555-0174",
            "457-55-1462",
            "4539 2718 0645 2131",
            "DE79120300001998745306",
            "10.1.2.3",
            "2001:db8::7",
            " ",
            " ",
            ", ",
            "\n",
            "hello",
            "ssn",
            "<EMAIL_1>",
            "<PHONE_2>",
            "<",
            "\uD83D\uDE00",
            "\u00E9",
            "42",
            "-",
            "\"",
            "\\",
            "{",
            "x");
    return piece.list().ofMaxSize(14).map(parts -> String.join(between, parts)).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> answers() {
    return Arbitraries.of(
            "<",
            "<EMAIL_1>",
            "<EMAIL_12>",
            "&lt;EMAIL_1&gt;",
            "\\u003cUS_SSN_1\\u003e",
            "<EM",
            "< us ssn 1 >",
            "AIL_1",
            "_",
            "1",
            ">",
            "&",
            "&l",
            "t;",
            "\\",
            "\\u00",
            "3c",
            " ",
            "text",
            "\uD83D\uDE00",
            "%3C",
            "<EMAIL_99>",
            "`")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  private static Redacted redact(List<String> texts, SlotKind kind) {
    List<TextSlot> slots = new ArrayList<>();
    texts.forEach(text -> slots.add(new TextSlot("slot", Role.USER, kind, text)));
    RedactionOutcome outcome = ENGINE.redact(slots, STRICT);
    assertThat(outcome).isInstanceOf(Redacted.class);
    return (Redacted) outcome;
  }
}
