package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.signing.KeySet;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SigningKey;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticationTopologyTest extends SignedRecords {
  @Test
  void dispatchesASignedRequestAndAnswersInTheTenantsOwnTopic() {
    try (BrokerHarness b = start(SIGNED)) {
      submit(ACME, "acme", "1");
      var item = b.work("alpha").getFirst();
      b.started(item, "c1");
      b.answered(item, "c1", "hi");

      assertThat(b.read(b.names.responses("acme"), InferenceResponse.class))
          .singleElement()
          .satisfies(r -> assertThat(r.getStatus()).isEqualTo(TerminalStatus.COMPLETED));
      assertThat(b.responses()).isEmpty();
      assertThat(b.deadLetters()).isEmpty();
    }
  }

  /** A way to forge the record of acme's request 1. */
  record Forgery(BiFunction<SignedRecords, byte[], Headers> headers) {}

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forgery("SIGNATURE_MISSING", (t, v) -> new RecordHeaders()),
        forgery(
            "SIGNATURE_REPEATED",
            (t, v) -> {
              Headers h = t.signed(ACME, t.broker().names.requests(), "acme", "1", v);
              return h.add(h.lastHeader(RecordSignature.HEADER));
            }),
        forgery("SIGNATURE_MALFORMED", (t, v) -> header("x.y.z")),
        forgery(
            "SIGNATURE_MALFORMED", (t, v) -> new RecordHeaders().add(RecordSignature.HEADER, null)),
        forgery("ALGORITHM_NOT_ALLOWED", (t, v) -> header("eyJhbGciOiJub25lIn0.e30.")),
        forgery(
            "KEY_OF_ANOTHER_TENANT",
            (t, v) -> t.signed(GLOBEX, t.broker().names.requests(), "acme", "1", v)),
        forgery(
            "TENANT_DIFFERS",
            (t, v) -> t.signed(GLOBEX, t.broker().names.requests(), "globex", "1", v)),
        forgery(
            "CORRELATION_ID_DIFFERS",
            (t, v) -> t.signed(ACME, t.broker().names.requests(), "acme", "2", v)),
        forgery(
            "TOPIC_DIFFERS", (t, v) -> t.signed(ACME, t.broker().names.control(), "acme", "1", v)),
        forgery(
            "VALUE_CHANGED",
            (t, v) -> t.signed(ACME, t.broker().names.requests(), "acme", "1", new byte[] {1})),
        forgery(
            "EXPIRED",
            (t, v) -> {
              Headers h = t.signed(ACME, t.broker().names.requests(), "acme", "1", v);
              t.broker().forward(Duration.ofSeconds(91));
              return h;
            }),
        forgery(
            "FROM_THE_FUTURE",
            (t, v) -> {
              var later =
                  new RecordSigner(
                      SigningKey.parse(ACME.privateJwk(), null),
                      null,
                      null,
                      Duration.ofMinutes(1),
                      () -> t.broker().clock.instant().plusSeconds(32));
              return header(later.sign(t.broker().names.requests(), "acme", "1", v));
            }),
        forgery(
            "LIFETIME_TOO_LONG",
            (t, v) -> {
              var longer =
                  new RecordSigner(
                      SigningKey.parse(ACME.privateJwk(), null),
                      null,
                      null,
                      Duration.ofDays(2),
                      t.broker().clock);
              return header(longer.sign(t.broker().names.requests(), "acme", "1", v));
            }));
  }

  private static Headers header(String signature) {
    return new RecordHeaders().add(RecordSignature.HEADER, signature.getBytes(US_ASCII));
  }

  private static Arguments forgery(
      String code, BiFunction<SignedRecords, byte[], Headers> headers) {
    return argumentSet(code, code, new Forgery(headers));
  }

  /** P7: a forged record cannot close a victim's id, neither before nor after the victim's own. */
  @ParameterizedTest
  @MethodSource("forgeries")
  @Tag("rule-3.3")
  void refusesAForgedRequestOnceAndItClosesNoId(String code, Forgery forgery) {
    try (BrokerHarness b = start(SIGNED)) {
      byte[] value = request("acme", "1");
      Headers headers = forgery.headers().apply(this, value);
      b.pipeBytes(b.names.requests(), value, headers);

      assertThat(b.deadLetters())
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("UNAUTHENTICATED");
            assertThat(letter.getDetail()).isEqualTo(code);
            assertThat(letter.getSourceOffset()).isZero();
          });
      assertThat(b.work("alpha")).isEmpty();
      assertThat(b.decisions()).isEmpty();
      assertThat(b.raw(b.names.responses("acme"))).isEmpty();

      submit(ACME, "acme", "1");
      assertThat(b.work("alpha")).hasSize(1);
      assertThat(b.decisions()).extracting(Decision::getKind).contains("ADMITTED");
    }
  }

  @Test
  @Tag("rule-7.2")
  void letsNobodyCancelTheRequestOfAnother() {
    try (BrokerHarness b = start(SIGNED)) {
      submit(ACME, "acme", "1");
      byte[] wish = cancel("acme", "1");
      String control = b.names.control();
      b.pipeBytes(control, wish, new RecordHeaders());
      b.pipeBytes(control, wish, signed(GLOBEX, control, "acme", "1", wish));
      b.pipeBytes(control, wish, signed(GLOBEX, control, "globex", "1", wish));
      b.pipeBytes(control, wish, signed(ACME, b.names.requests(), "acme", "1", wish));
      byte[] unseen = cancel("acme", "2");
      b.pipeBytes(control, unseen, new RecordHeaders());

      assertThat(details())
          .containsExactly(
              "UNAUTHENTICATED SIGNATURE_MISSING",
              "UNAUTHENTICATED KEY_OF_ANOTHER_TENANT",
              "UNAUTHENTICATED TENANT_DIFFERS",
              "UNAUTHENTICATED TOPIC_DIFFERS",
              "UNAUTHENTICATED SIGNATURE_MISSING");
      assertThat(b.decisions())
          .extracting(Decision::getKind)
          .doesNotContain("ENDED", "CANCEL_REMEMBERED");

      b.pipeBytes(control, wish, signed(ACME, control, "acme", "1", wish));
      assertThat(b.decisions())
          .filteredOn(d -> d.getKind().equals("ENDED"))
          .singleElement()
          .satisfies(d -> assertThat(d.getStatus()).isEqualTo("CANCELLED"));
    }
  }

  /** Hole 5.5: a synchronous refusal of an unknown key loses a request at every rotation. */
  @Test
  @Tag("rule-5.5")
  void holdsARequestOfANewKeyUntilTheKeySetWasLookedAtAgain() {
    try (BrokerHarness b = start(SIGNED)) {
      keys(NEXT, GLOBEX);
      submit(NEXT, "acme", "1");
      assertThat(b.deadLetters()).isEmpty();
      assertThat(b.work("alpha")).isEmpty();

      b.forward(Duration.ofSeconds(29));
      assertThat(b.work("alpha")).isEmpty();
      b.forward(Duration.ofSeconds(1));
      b.forward(Duration.ofSeconds(1));

      assertThat(b.work("alpha")).hasSize(1);
      assertThat(b.deadLetters()).isEmpty();
    }
  }

  @Test
  void refusesAnUnknownKeyAfterALookThatDidNotFindIt() {
    try (BrokerHarness b = start(SIGNED)) {
      submit(NEXT, "acme", "1");
      submit(ACME, "acme", "behind");
      assertThat(b.work("alpha")).hasSize(1);
      b.forward(Duration.ofSeconds(31));
      b.forward(Duration.ofSeconds(1));

      assertThat(details()).containsExactly("UNAUTHENTICATED KEY_UNKNOWN");
      assertThat(b.work("alpha")).isEmpty();
      submit(NEXT, "acme", "1");
      b.forward(Duration.ofSeconds(31));
      b.forward(Duration.ofSeconds(1));
      assertThat(details()).containsExactly("UNAUTHENTICATED KEY_UNKNOWN");
    }
  }

  @Test
  void refusesWhenTheKeySetWasNeverLoaded() {
    try (BrokerHarness b = new BrokerHarness(BrokerHarness.CONFIGURATION + SIGNED, 1, state)) {
      running = b;
      submit(ACME, "acme", "1");
      b.forward(Duration.ofSeconds(31));
      b.forward(Duration.ofSeconds(1));

      assertThat(details()).containsExactly("UNAUTHENTICATED KEY_SET_NOT_LOADED");
      assertThat(b.work("alpha")).isEmpty();
    }
  }

  @Test
  void usesKeysThatCannotBeReadAgainForAWhileThenRefuses() {
    try (BrokerHarness b = start(SIGNED)) {
      b.keySet = new KeySet.KeySetOutcome.Refused("away");
      b.forward(Duration.ofMinutes(59));
      submit(ACME, "acme", "1");
      assertThat(b.work("alpha")).hasSize(1);

      b.forward(Duration.ofMinutes(2));
      submit(ACME, "acme", "2");
      b.forward(Duration.ofSeconds(31));
      b.forward(Duration.ofSeconds(1));

      assertThat(details()).containsExactly("UNAUTHENTICATED KEY_SET_STALE");
      assertThat(b.work("alpha")).isEmpty();
    }
  }

  @Test
  @Tag("rule-5.5")
  void holdsNoMoreThanItsBoundOfRecordsWithUnknownKeys() {
    try (BrokerHarness b = start(SIGNED)) {
      byte[] value = request("acme", "1");
      Headers unknown = signed(NEXT, b.names.requests(), "acme", "1", value);
      for (int i = 0; i < HeldRecords.MOST + 3; i++) {
        b.pipeBytes(b.names.requests(), value, unknown);
      }

      assertThat(b.deadLetters())
          .hasSize(3)
          .allSatisfy(letter -> assertThat(letter.getDetail()).isEqualTo("KEY_UNKNOWN"));
    }
  }

  @Test
  void recordsInShadowModeWhatItWouldHaveRefusedAndBelievesIt() {
    try (BrokerHarness b =
        start(TENANTS + "authentication: {mode: signed, jwks: j.json, policy_mode: shadow}\n")) {
      b.submit(BrokerHarness.request("acme", "1", "hello"));
      submit(NEXT, "acme", "2");
      submit(ACME, "acme", "3");

      assertThat(b.work("alpha")).hasSize(3);
      assertThat(b.deadLetters()).isEmpty();
      assertThat(b.decisions())
          .filteredOn(d -> d.getKind().equals("SHADOWED"))
          .extracting(d -> d.getCorrelationId() + " " + d.getCode())
          .containsExactly("1 UNAUTHENTICATED SIGNATURE_MISSING", "2 UNAUTHENTICATED KEY_UNKNOWN");
    }
  }

  /** Everything that is signed is bound to its record type by its bytes. */
  @Test
  void neverTakesASignedRecordForAnother() {
    try (BrokerHarness b = start(SIGNED)) {
      byte[] value = request("acme", "1");
      String control = b.names.control();
      b.pipeBytes(control, value, signed(ACME, control, "acme", "1", value));

      assertThat(b.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("UNREADABLE"));
      assertThat(b.work("alpha")).isEmpty();
    }
  }
}
