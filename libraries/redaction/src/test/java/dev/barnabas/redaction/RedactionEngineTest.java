package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.redaction.RedactionOutcome.Blocked;
import dev.barnabas.redaction.RedactionOutcome.Redacted;
import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionEngineTest {

  private static final RedactionEngine ENGINE = RedactionEngine.create();
  private static final CompiledPolicy STRICT = compile(RedactionPolicy.strict());

  @Test
  void numbersValuesOverTheWholeRequestInOrderOfFirstAppearance() {
    Redacted redacted =
        redact(
            user("I am ann@home.example"),
            user("write ben@home.example and ann@home.example"),
            slot(Role.ASSISTANT, "done: ann@home.example"));

    assertThat(redacted.texts())
        .containsExactly("I am <EMAIL_1>", "write <EMAIL_2> and <EMAIL_1>", "done: <EMAIL_1>");
    assertThat(redacted.report().counts()).isEqualTo(Map.of("EMAIL", 4));
  }

  @Test
  void givesOneNumberToTwoSpellingsOfOneValue() {
    Redacted redacted =
        redact(user("Ann@Home.example ann@home.example +1 212 555 0173 (212) 555-0173"));

    assertThat(redacted.texts()).containsExactly("<EMAIL_1> <EMAIL_1> <PHONE_1> <PHONE_1>");
  }

  @Test
  void takesAValueConfirmedOnceOutOfTheWholeRequest() {
    Redacted redacted = redact(user("job 457551462 failed"), user("my ssn is 457-55-1462, thanks"));

    assertThat(redacted.texts())
        .containsExactly("job <US_SSN_1> failed", "my ssn is <US_SSN_1>, thanks");
  }

  @Test
  void leavesBareDigitsAloneWhenNothingConfirmsThem() {
    assertThat(redact(user("job 457551462 failed")).texts())
        .containsExactly("job 457551462 failed");
  }

  @Test
  void doesNotPropagateIntoTheMiddleOfALongerNumber() {
    Redacted redacted = redact(user("ssn 457-55-1462 and 94575514628"));

    assertThat(redacted.texts()).containsExactly("ssn <US_SSN_1> and 94575514628");
  }

  @Test
  void neverGivesAwayAPlaceholderThatTheTextAlreadyContains() {
    String text = "the literal <EMAIL_1> and < email_02 >, mail ann@home.example";
    Redacted redacted = redact(user(text));

    assertThat(redacted.texts().getFirst()).endsWith("mail <EMAIL_3>");
    assertThat(Restorer.restore(redacted.texts().getFirst(), redacted.vault(), 1000).text())
        .isEqualTo(text);
  }

  @Test
  void redactsDecodedStringsKeysAndNumbersOfJson() {
    String json =
        "{ \"m\": \"Hi\\nann\\u0040home.example\", \"ben@home.example\": [4539271806452131], \"n\": 5 }";
    Redacted redacted = redact(new TextSlot("args", Role.TOOL, SlotKind.JSON, json));

    assertThat(redacted.texts())
        .containsExactly(
            "{ \"m\": \"Hi\\n<EMAIL_1>\", \"<EMAIL_2>\": [\"<CREDIT_CARD_1>\"], \"n\": 5 }");
    assertThat(JsonText.valid(redacted.texts().getFirst())).isTrue();
    assertThat(redacted.vault().entries().getFirst().value()).isEqualTo("ann@home.example");
  }

  @Test
  void redactsJsonInsideStringsOfJson() {
    String json =
        "{\"arguments\":\"{\\\"ssn\\\":457551462,\\\"to\\\":\\\"a\\\\u0040b.example\\\"}\"}";
    Redacted redacted = redact(new TextSlot("args", Role.TOOL, SlotKind.JSON, json));

    assertThat(redacted.texts())
        .containsExactly(
            "{\"arguments\":\"{\\\"ssn\\\":\\\"<US_SSN_1>\\\",\\\"to\\\":\\\"<EMAIL_1>\\\"}\"}");
  }

  @Test
  void looksThroughEscapesOfJsonThatWasCutOff() {
    Redacted redacted =
        redact(new TextSlot("args", Role.TOOL, SlotKind.JSON, "{\"to\": \"ann\\u0040home.example"));

    assertThat(redacted.texts()).containsExactly("{\"to\": \"<EMAIL_1>");
  }

  @Test
  void treatsProseThatIsWhollyJsonAsJson() {
    assertThat(redact(user(" {\"card\": 4539271806452131}")).texts())
        .containsExactly(" {\"card\": \"<CREDIT_CARD_1>\"}");
  }

  @Test
  void blocksWhatThePolicyBlocksAndNamesTypesOnly() {
    CompiledPolicy policy =
        compile(
            new RedactionPolicy(
                Map.of("ALL", "placeholder", "CREDIT_CARD", "block"),
                List.of(),
                List.of(),
                List.of(),
                List.of()));

    assertThat(ENGINE.redact(List.of(user("card 4539271806452131, a@b.example")), policy))
        .isEqualTo(new Blocked(RedactionOutcome.PII_BLOCKED, Set.of("CREDIT_CARD")));
  }

  @Test
  void blocksWhenADetectorFails() {
    RedactionEngine engine =
        new RedactionEngine(
            List.of(
                detector((view, sink) -> {
                  throw new IllegalStateException(view.substring(0, view.length()));
                })));

    assertThat(engine.redact(List.of(user("secret")), strict(engine)))
        .isEqualTo(new Blocked(RedactionOutcome.DETECTOR_FAILED, Set.of()));
  }

  @Test
  void blocksWhenADetectorReportsASpanOutsideTheText() {
    RedactionEngine engine =
        new RedactionEngine(
            List.of(
                detector((view, sink) ->
                    sink.accept(0, view.length() + 1, EntityType.EMAIL, Strength.SCORED))));

    assertThat(engine.redact(List.of(user("text")), strict(engine))).isInstanceOf(Blocked.class);
  }

  @Test
  void cutsAGuessWhereASurerSpanStandsAndLeavesNoCharacterOut() {
    EntityType person = new EntityType("PERSON");
    RedactionEngine engine =
        new RedactionEngine(
            List.of(
                detector((view, sink) -> {
                  sink.accept(4, 12, person, Strength.SCORED);
                  sink.accept(8, 20, EntityType.EMAIL, Strength.VALIDATED);
                  sink.accept(20, 22, person, Strength.SCORED);
                })));

    assertThat(engine.redact(List.of(user("0123456789abcdefghijklmnop")), strict(engine)))
        .isInstanceOfSatisfying(
            Redacted.class,
            redacted ->
                assertThat(redacted.texts())
                    .containsExactly("0123<PERSON_1><EMAIL_1><PERSON_2>mnop"));
  }

  @Test
  void keepsThePrivilegeOfAValueOnlyThePrivilegedRolesSaid() {
    Redacted redacted =
        redact(
            slot(Role.SYSTEM, "escalate to boss@corp.example or desk@corp.example"),
            user("is desk@corp.example right?"));

    RestoreOutcome outcome = Restorer.restore("<EMAIL_1> <EMAIL_2>", redacted.vault(), 1000);

    assertThat(outcome.text()).isEqualTo("<EMAIL_1> desk@corp.example");
    assertThat(outcome.restored()).isEqualTo(1);
  }

  @Test
  void removesAndHashesWithoutKeepingTheValue() {
    RedactionPolicy policy =
        new RedactionPolicy(
            Map.of("EMAIL", "remove", "US_SSN", "hash"),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    CompiledPolicy compiled = ENGINE.compiler(new byte[32]).compile(policy).orThrow();

    Redacted redacted =
        redacted(ENGINE.redact(List.of(user("a@b.example c@d.example 457-55-1462")), compiled));

    assertThat(redacted.texts().getFirst()).matches("<EMAIL> <EMAIL> <US_SSN_H[0-9A-F]{16}>");
    assertThat(redacted.vault().anyIrreversible()).isTrue();
    assertThat(redacted.vault().entries()).allSatisfy(e -> assertThat(e.value()).isEmpty());
    String again = Restorer.restore(redacted.texts().getFirst(), redacted.vault(), 1000).text();
    assertThat(again).isEqualTo(redacted.texts().getFirst());
  }

  @Test
  void leavesAllowedTermsAndTakesDeniedOnes() {
    CompiledPolicy policy =
        compile(
            new RedactionPolicy(
                Map.of("ALL", "placeholder"),
                List.of(),
                List.of(new CustomPattern("CASE_ID", "\\bKX-[0-9]{4}\\b")),
                List.of("Help@Corp.example"),
                List.of("Project Walrus")));

    Redacted redacted =
        redacted(
            ENGINE.redact(
                List.of(user("help@corp.example, PROJECT\u00A0walrus, KX-1234, walrus")), policy));

    assertThat(redacted.texts())
        .containsExactly("help@corp.example, <DENIED_TERM_1>, <CASE_ID_1>, walrus");
  }

  @Test
  void leavesTypesAloneThatThePolicyDoesNotName() {
    CompiledPolicy policy = compile(RedactionPolicy.of(List.of("SSN"), "mask"));

    assertThat(redacted(ENGINE.redact(List.of(user("457-55-1462 a@b.example")), policy)).texts())
        .containsExactly("<US_SSN_1> a@b.example");
  }

  @Test
  void countsSpansInUtf16AndInCodePoints() {
    String text = "\uD83D\uDE00 \uFF11\uFF12\uFF17.0.0.1 a@b.example";
    List<Span> spans = ENGINE.spans(text, STRICT);

    assertThat(spans)
        .containsExactly(new Span(3, 12, EntityType.IP), new Span(13, 24, EntityType.EMAIL));
    assertThat(spans.getFirst().inCodePoints(text)).isEqualTo(new Span(2, 11, EntityType.IP));
  }

  @Test
  void tellsNothingInToString() {
    Redacted redacted = redact(user("a@b.example"));

    assertThat(redacted.toString() + redacted.vault() + redacted.vault().entries() + user("a@b.c"))
        .doesNotContain("a@b");
  }

  private static TextSlot user(String text) {
    return slot(Role.USER, text);
  }

  private static TextSlot slot(Role role, String text) {
    return new TextSlot("slot", role, SlotKind.PROSE, text);
  }

  private static Redacted redact(TextSlot... slots) {
    return redacted(ENGINE.redact(List.of(slots), STRICT));
  }

  private static Redacted redacted(RedactionOutcome outcome) {
    assertThat(outcome).isInstanceOf(Redacted.class);
    return (Redacted) outcome;
  }

  private static CompiledPolicy compile(RedactionPolicy policy) {
    return ENGINE.compiler().compile(policy).orThrow();
  }

  private static CompiledPolicy strict(RedactionEngine engine) {
    return engine.compiler().compile(RedactionPolicy.strict()).orThrow();
  }

  private interface Finding {
    void find(TextView view, SpanSink sink);
  }

  private static Detector detector(Finding finding) {
    return new Detector() {
      @Override
      public String id() {
        return "test";
      }

      @Override
      public Set<EntityType> entities() {
        return Set.of(EntityType.EMAIL, new EntityType("PERSON"));
      }

      @Override
      public int lookAhead() {
        return 0;
      }

      @Override
      public void detect(TextView view, DetectContext context, SpanSink sink) {
        finding.find(view, sink);
      }
    };
  }
}
