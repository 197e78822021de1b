package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.signing.KeyPair;
import dev.barnabas.signing.KeySet;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SignatureAlgorithm;
import dev.barnabas.signing.SigningKey;
import dev.barnabas.topics.HomePartition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticationTopologyTest {
  private static final KeyPair ACME = pair("acme-1", "acme");
  private static final KeyPair NEXT = pair("acme-2", "acme");
  private static final KeyPair GLOBEX = pair("globex-1", "globex");
  private static final String TENANTS = "tenants: {acme: {}, globex: {}}\n";
  private static final String SIGNED = TENANTS + "authentication: {mode: signed, jwks: j.json}\n";

  @TempDir Path state;
  private @Nullable BrokerHarness running;

  private static KeyPair pair(String id, String tenant) {
    return KeyPair.generate(id, SignatureAlgorithm.EDDSA, Set.of(tenant));
  }

  private BrokerHarness broker() {
    return requireNonNull(running);
  }

  private BrokerHarness start(String authentication) {
    return start(authentication, 1);
  }

  private BrokerHarness start(String authentication, int partitions) {
    BrokerHarness started =
        new BrokerHarness(BrokerHarness.CONFIGURATION + authentication, partitions, state);
    running = started;
    keys(ACME, GLOBEX);
    started.lookup.look();
    return started;
  }

  private void keys(KeyPair... pairs) {
    String set = "{\"keys\":[]}";
    for (KeyPair pair : pairs) {
      set = KeyPair.added(set, pair.publicJwk());
    }
    broker().keySet = KeySet.parse(set.getBytes(UTF_8));
  }

  private RecordSigner signer(KeyPair pair) {
    return new RecordSigner(
        SigningKey.parse(pair.privateJwk(), null),
        null,
        null,
        Duration.ofMinutes(1),
        broker().clock);
  }

  private Headers signed(KeyPair pair, String topic, String tenant, String id, byte[] value) {
    return new RecordHeaders()
        .add(
            RecordSignature.HEADER, signer(pair).sign(topic, tenant, id, value).getBytes(US_ASCII));
  }

  private byte[] request(String tenant, String id) {
    return broker().codec.encode(BrokerHarness.request(tenant, id, "hello").build());
  }

  private byte[] cancel(String tenant, String id) {
    return broker()
        .codec
        .encode(
            CancelRequest.newBuilder()
                .setMetadata(
                    RequestMetadata.newBuilder().setTenantId(tenant).setCorrelationId(id).build())
                .build());
  }

  private void submit(KeyPair pair, String tenant, String id) {
    byte[] value = request(tenant, id);
    String topic = broker().names.requests();
    broker().pipeBytes(topic, value, signed(pair, topic, tenant, id, value));
  }

  private List<String> details() {
    return broker().deadLetters().stream().map(l -> l.getReason() + " " + l.getDetail()).toList();
  }

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
  record Forgery(BiFunction<AuthenticationTopologyTest, byte[], Headers> headers) {}

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
      String code, BiFunction<AuthenticationTopologyTest, byte[], Headers> headers) {
    return argumentSet(code, code, new Forgery(headers));
  }

  /** P7: a forged record cannot close a victim's id, neither before nor after the victim's own. */
  @ParameterizedTest
  @MethodSource("forgeries")
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

  @Test
  void believesTheTopicOfTheTenantsOwn() {
    try (BrokerHarness b = start(TENANTS + "authentication: topics\n")) {
      String own = b.names.requests("acme");
      b.pipeBytes(own, request("acme", "1"), new RecordHeaders());
      b.pipeBytes(own, request("globex", "1"), new RecordHeaders());
      b.pipeBytes(b.names.requests(), request("acme", "2"), new RecordHeaders());
      b.pipeBytes(b.names.control(), cancel("acme", "1"), new RecordHeaders());
      b.pipeBytes(b.names.requests("globex"), cancel("acme", "1"), new RecordHeaders());

      assertThat(b.work("alpha")).hasSize(1);
      assertThat(details())
          .containsExactly(
              "UNAUTHENTICATED TOPIC_OF_ANOTHER_TENANT",
              "UNAUTHENTICATED NO_TOPIC_OF_ITS_OWN",
              "UNAUTHENTICATED NO_TOPIC_OF_ITS_OWN",
              "UNAUTHENTICATED TOPIC_OF_ANOTHER_TENANT");

      b.pipeBytes(own, cancel("acme", "1"), new RecordHeaders());
      assertThat(b.decisions())
          .filteredOn(d -> d.getKind().equals("ENDED"))
          .singleElement()
          .satisfies(d -> assertThat(d.getStatus()).isEqualTo("CANCELLED"));
    }
  }

  @Test
  void demandsBothProofsWhereBothAreConfigured() {
    try (BrokerHarness b =
        start(TENANTS + "authentication: {mode: signed_and_topics, jwks: j.json}\n")) {
      String own = b.names.requests("acme");
      byte[] value = request("acme", "1");
      b.pipeBytes(own, value, new RecordHeaders());
      submit(ACME, "acme", "1");
      String other = b.names.requests("globex");
      b.pipeBytes(other, value, signed(ACME, other, "acme", "1", value));
      assertThat(details())
          .containsExactly(
              "UNAUTHENTICATED SIGNATURE_MISSING",
              "UNAUTHENTICATED NO_TOPIC_OF_ITS_OWN",
              "UNAUTHENTICATED TOPIC_OF_ANOTHER_TENANT");
      assertThat(b.work("alpha")).isEmpty();

      b.pipeBytes(own, value, signed(ACME, own, "acme", "1", value));
      assertThat(b.work("alpha")).hasSize(1);
    }
  }

  @Test
  void believesAMovedRecordByWhereItWasFirstWritten() {
    try (BrokerHarness b = start(TENANTS + "authentication: topics\n")) {
      byte[] value = request("acme", "1");
      b.pipeBytes(
          b.names.misplaced(),
          value,
          b.moved(b.names.requests("acme"), 3, 42, value, new RecordHeaders()));

      assertThat(b.work("alpha")).hasSize(1);
      assertThat(b.deadLetters()).isEmpty();
    }
  }

  @Test
  void checksTheSignatureOfAMovedRecordAgainAndAgainstItsFirstTopic() {
    try (BrokerHarness b = start(SIGNED)) {
      byte[] value = request("acme", "1");
      String topic = b.names.requests();
      Headers good = signed(ACME, topic, "acme", "1", value);
      b.pipeBytes(b.names.misplaced(), value, b.moved(topic, 3, 41, value, new RecordHeaders()));
      b.pipeBytes(
          b.names.misplaced(), value, b.moved(b.names.requests("acme"), 3, 42, value, good));
      assertThat(details())
          .containsExactly("UNAUTHENTICATED SIGNATURE_MISSING", "UNAUTHENTICATED TOPIC_DIFFERS");

      b.pipeBytes(b.names.misplaced(), value, b.moved(topic, 3, 43, value, good));
      assertThat(b.work("alpha")).hasSize(1);
    }
  }

  /** The origin says whose a record is, so nobody else may write one. */
  @Test
  void refusesAMovedRecordWithAnOriginThatIsNotOurWord() {
    try (BrokerHarness b = start(TENANTS + "authentication: topics\n")) {
      byte[] value = request("acme", "1");
      Headers real = b.moved(b.names.requests("acme"), 3, 42, value, new RecordHeaders());
      Headers bare = new RecordHeaders(real.toArray());
      bare.remove(OriginProof.PROOF);
      Headers elsewhere = new RecordHeaders(real.toArray());
      elsewhere.remove("barnabas-origin");
      elsewhere.add("barnabas-origin", "inference.requests.acme/3/43/0".getBytes(UTF_8));
      b.pipeBytes(b.names.misplaced(), value, bare);
      b.pipeBytes(b.names.misplaced(), value, elsewhere);
      b.pipeBytes(b.names.misplaced(), request("acme", "2"), real);
      b.pipeBytes(b.names.misplaced(), value, new RecordHeaders());

      assertThat(details())
          .containsExactly(
              "UNAUTHENTICATED ORIGIN_NOT_PROVEN",
              "UNAUTHENTICATED ORIGIN_NOT_PROVEN",
              "UNAUTHENTICATED ORIGIN_NOT_PROVEN",
              "UNREADABLE NO_ORIGIN");
      assertThat(b.work("alpha")).isEmpty();
    }
  }

  @Test
  void movesNoUnauthenticatedRecord() {
    try (BrokerHarness b = start(SIGNED, 2)) {
      String tenant = HomePartition.of("acme", 2) == 0 ? "globex" : "acme";
      b.submit(BrokerHarness.request(tenant, "1", "hello"));

      assertThat(details()).containsExactly("UNAUTHENTICATED SIGNATURE_MISSING");
      assertThat(b.raw(b.names.misplaced())).isEmpty();
    }
  }

  @Test
  void refusesATenantWhoseResponseTopicWasNotSeen() {
    try (BrokerHarness b = start(SIGNED)) {
      b.unanswerable.add("acme");
      submit(ACME, "acme", "1");

      assertThat(details()).containsExactly("UNKNOWN_TENANT RESPONSE_TOPIC_MISSING");
      assertThat(b.work("alpha")).isEmpty();
    }
  }

  @Test
  void takesNoCancellationFromTheSharedRequestTopic() {
    try (BrokerHarness b = start(SIGNED)) {
      byte[] wish = cancel("acme", "1");
      String topic = b.names.requests();
      b.pipeBytes(topic, wish, signed(ACME, topic, "acme", "1", wish));

      assertThat(b.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("UNREADABLE"));
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
