package dev.barnabas.broker.authentication;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.authentication.AuthenticationDecision.Authenticated;
import dev.barnabas.broker.authentication.AuthenticationDecision.KeyAwaited;
import dev.barnabas.broker.authentication.AuthenticationDecision.Unauthenticated;
import dev.barnabas.broker.authentication.AuthenticationPolicy.Enforcement;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.signing.KeySetState;
import dev.barnabas.signing.RecordClaims;
import dev.barnabas.signing.SignatureAlgorithm;
import dev.barnabas.vocabulary.UnauthenticatedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every branch of the policy. */
class AuthenticationTest {
  private static final KeySetState KEYS =
      Signatures.keys(Signatures.ACME, Signatures.CURVE, Signatures.GLOBEX, Signatures.NOBODY);
  private static final Instant NOW = Signatures.NOW;

  private static AuthenticationDecision decide(ReceivedRecord record) {
    return Authentication.decide(record, Signatures.policy(), KEYS, NOW);
  }

  private static void refuses(ReceivedRecord record, UnauthenticatedCode code) {
    assertThat(decide(record)).isEqualTo(new Unauthenticated(code));
  }

  private static void refuses(UnaryOperator<RecordClaims> change, UnauthenticatedCode code) {
    refuses(Signatures.record(Signatures.signed(Signatures.ACME, change)), code);
  }

  private static ReceivedRecord good() {
    return Signatures.record(Signatures.signed(Signatures.ACME, UnaryOperator.identity()));
  }

  private static ReceivedRecord at(ReceivedRecord record, Instant appendedAt) {
    return new ReceivedRecord(
        record.topic(),
        record.topicTenant(),
        appendedAt,
        record.signatures(),
        record.value(),
        record.claimed());
  }

  private static ReceivedRecord in(ReceivedRecord record, String topic, @Nullable String tenant) {
    return new ReceivedRecord(
        topic, tenant, record.appendedAt(), record.signatures(), record.value(), record.claimed());
  }

  private static ReceivedRecord of(ReceivedRecord record, byte[] value, RequestKey claimed) {
    return new ReceivedRecord(
        record.topic(),
        record.topicTenant(),
        record.appendedAt(),
        record.signatures(),
        value,
        claimed);
  }

  @Test
  void believesWhatTheTenantSigned() {
    assertThat(decide(good())).isEqualTo(new Authenticated());
    assertThat(
            decide(
                Signatures.record(Signatures.signed(Signatures.CURVE, UnaryOperator.identity()))))
        .isEqualTo(new Authenticated());
  }

  @Test
  void refusesARecordWithoutASignature() {
    refuses(Signatures.record(), UnauthenticatedCode.SIGNATURE_MISSING);
  }

  @Test
  void refusesAHeaderThatComesTwiceThoughBothAreGood() {
    String signature = Signatures.signed(Signatures.ACME, UnaryOperator.identity());

    refuses(Signatures.record(signature, signature), UnauthenticatedCode.SIGNATURE_REPEATED);
  }

  @Test
  void refusesWhatIsNoSignature() {
    refuses(Signatures.record("Bearer abc"), UnauthenticatedCode.SIGNATURE_MALFORMED);
    refuses(Signatures.record(""), UnauthenticatedCode.SIGNATURE_MALFORMED);
  }

  @Test
  void refusesAlgorithmNone() {
    String head = base64("{\"alg\":\"none\",\"kid\":\"acme-1\",\"typ\":\"barnabas-record+jwt\"}");
    String signature = Signatures.signed(Signatures.ACME, UnaryOperator.identity());
    String payload = signature.split("\\.", -1)[1];

    refuses(
        Signatures.record(head + "." + payload + "."), UnauthenticatedCode.ALGORITHM_NOT_ALLOWED);
    refuses(
        Signatures.record(head + "." + payload + ".AAAA"),
        UnauthenticatedCode.ALGORITHM_NOT_ALLOWED);
  }

  @Test
  void refusesAnAlgorithmThatIsNotConfigured() {
    AuthenticationPolicy all = Signatures.policy();
    AuthenticationPolicy curveOnly =
        new AuthenticationPolicy(
            all.enforcement(),
            true,
            false,
            Set.of(SignatureAlgorithm.ES256),
            all.keySet(),
            null,
            null,
            all.clockSkew(),
            all.maxLifetime(),
            all.maxStale());

    assertThat(Authentication.decide(good(), curveOnly, KEYS, NOW))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.ALGORITHM_NOT_ALLOWED));
  }

  @Test
  void refusesAKeyOfAnotherAlgorithm() {
    String signature = Signatures.signed(Signatures.ACME, UnaryOperator.identity());
    String head = base64("{\"alg\":\"ES256\",\"kid\":\"acme-1\",\"typ\":\"barnabas-record+jwt\"}");
    String other = head + signature.substring(signature.indexOf('.'));

    refuses(Signatures.record(other), UnauthenticatedCode.ALGORITHM_OF_ANOTHER_KEY);
  }

  @Test
  void awaitsAKeyThatIsUnknownAndNamesWhatItIsThen() {
    assertThat(
            Authentication.decide(
                good(), Signatures.policy(), Signatures.keys(Signatures.GLOBEX), NOW))
        .isEqualTo(new KeyAwaited(UnauthenticatedCode.KEY_UNKNOWN));
  }

  @Test
  void believesNothingBeforeTheKeySetIsLoaded() {
    assertThat(Authentication.decide(good(), Signatures.policy(), new KeySetState.NotLoaded(), NOW))
        .isEqualTo(new KeyAwaited(UnauthenticatedCode.KEY_SET_NOT_LOADED));
  }

  @Test
  void usesStaleKeysForAStatedTimeAndNoLonger() {
    Instant last = NOW.plus(Duration.ofHours(1));

    assertThat(Authentication.decide(good(), Signatures.policy(), KEYS, last))
        .isEqualTo(new Authenticated());
    assertThat(Authentication.decide(good(), Signatures.policy(), KEYS, last.plusNanos(1)))
        .isEqualTo(new KeyAwaited(UnauthenticatedCode.KEY_SET_STALE));
  }

  @Test
  void refusesASignatureOfAnotherKeyUnderItsId() {
    String signature = Signatures.signed(Signatures.GLOBEX, UnaryOperator.identity());
    String head = base64("{\"kid\":\"acme-1\",\"typ\":\"barnabas-record+jwt\",\"alg\":\"EdDSA\"}");

    refuses(
        Signatures.record(head + signature.substring(signature.indexOf('.'))),
        UnauthenticatedCode.SIGNATURE_INVALID);
  }

  @Test
  void refusesSignedTextThatIsNoClaims() {
    String wrong =
        Signatures.signed(
            Signatures.ACME,
            c ->
                new RecordClaims(
                    c.topic(),
                    c.tenantId(),
                    c.correlationId(),
                    c.sha256(),
                    Instant.ofEpochSecond(-5),
                    c.expiresAt(),
                    null,
                    null));

    refuses(Signatures.record(wrong), UnauthenticatedCode.CLAIMS_MALFORMED);
  }

  @Test
  void refusesAKeyOfAnotherTenant() {
    refuses(
        Signatures.record(Signatures.signed(Signatures.GLOBEX, UnaryOperator.identity())),
        UnauthenticatedCode.KEY_OF_ANOTHER_TENANT);
  }

  @Test
  void refusesAKeyThatSignsForNobody() {
    refuses(
        Signatures.record(Signatures.signed(Signatures.NOBODY, UnaryOperator.identity())),
        UnauthenticatedCode.KEY_OF_ANOTHER_TENANT);
  }

  @Test
  void refusesATenantThatIsNotTheOneSigned() {
    refuses(
        of(good(), Signatures.VALUE, new RequestKey("globex", "order-1")),
        UnauthenticatedCode.TENANT_DIFFERS);
  }

  @Test
  void refusesAChangedCorrelationId() {
    refuses(
        of(good(), Signatures.VALUE, new RequestKey("acme", "order-2")),
        UnauthenticatedCode.CORRELATION_ID_DIFFERS);
  }

  @Test
  void refusesASignatureForAnotherTopic() {
    refuses(in(good(), "inference.control", null), UnauthenticatedCode.TOPIC_DIFFERS);
  }

  @Test
  void refusesAChangedValue() {
    byte[] other = Signatures.VALUE.clone();
    other[3] ^= 1;

    refuses(of(good(), other, Signatures.ID), UnauthenticatedCode.VALUE_CHANGED);
    refuses(of(good(), new byte[0], Signatures.ID), UnauthenticatedCode.VALUE_CHANGED);
  }

  @Test
  @Tag("rule-3.9")
  void comparesTimesWithTheAppendTimeAndForgivesTheSkew() {
    assertThat(decide(at(good(), NOW.plusSeconds(90)))).isEqualTo(new Authenticated());
    assertThat(decide(at(good(), NOW.minusSeconds(30)))).isEqualTo(new Authenticated());
    refuses(at(good(), NOW.plusSeconds(90).plusMillis(1)), UnauthenticatedCode.EXPIRED);
    refuses(at(good(), NOW.minusSeconds(30).minusMillis(1)), UnauthenticatedCode.FROM_THE_FUTURE);
  }

  /** Hole 3.9: a record that waited in the log during an outage is not refused for it. */
  @Test
  @Tag("rule-3.9")
  void believesARecordThatWaitedInTheLogLongerThanItsSignatureLives() {
    KeySetState later =
        KEYS instanceof KeySetState.Loaded(var keys, var _)
            ? new KeySetState.Loaded(keys, NOW.plus(Duration.ofDays(1)))
            : KEYS;

    assertThat(
            Authentication.decide(good(), Signatures.policy(), later, NOW.plus(Duration.ofDays(1))))
        .isEqualTo(new Authenticated());
  }

  /** Hole 3.9: a captured record must not outlive the memory of its id. */
  @Test
  @Tag("rule-3.9")
  void refusesASignatureThatLivesTooLongOrNotAtAll() {
    refuses(c -> lives(c, 3_601), UnauthenticatedCode.LIFETIME_TOO_LONG);
    refuses(c -> lives(c, 0), UnauthenticatedCode.LIFETIME_TOO_LONG);
    assertThat(decide(Signatures.record(Signatures.signed(Signatures.ACME, c -> lives(c, 3_600)))))
        .isEqualTo(new Authenticated());
  }

  @Test
  void demandsTheConfiguredIssuerAndAudience() {
    AuthenticationPolicy demanding = parties("acme-issuer", "inference");

    assertThat(decided(demanding, "acme-issuer", "inference")).isEqualTo(new Authenticated());
    assertThat(decided(demanding, null, "inference"))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.ISSUER_DIFFERS));
    assertThat(decided(demanding, "other", "inference"))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.ISSUER_DIFFERS));
    assertThat(decided(demanding, "acme-issuer", null))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.AUDIENCE_DIFFERS));
    assertThat(decided(parties(null, null), "any", "any")).isEqualTo(new Authenticated());
  }

  @Test
  void believesATenantInItsOwnTopicAlone() {
    AuthenticationPolicy topics = Signatures.policy(false, true);
    ReceivedRecord unsigned = Signatures.record();

    assertThat(decided(topics, in(unsigned, "inference.requests.acme", "acme")))
        .isEqualTo(new Authenticated());
    assertThat(decided(topics, in(unsigned, "inference.requests.globex", "globex")))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.TOPIC_OF_ANOTHER_TENANT));
    assertThat(decided(topics, unsigned))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.NO_TOPIC_OF_ITS_OWN));
  }

  @Test
  void demandsThatSignatureAndTopicAgree() {
    AuthenticationPolicy both = Signatures.policy(true, true);
    String topic = "inference.requests.acme";
    String elsewhere = "inference.requests.globex";

    assertThat(decided(both, in(signedFor(topic), topic, "acme"))).isEqualTo(new Authenticated());
    assertThat(decided(both, in(Signatures.record(), topic, "acme")))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.SIGNATURE_MISSING));
    assertThat(decided(both, good()))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.NO_TOPIC_OF_ITS_OWN));
    assertThat(decided(both, in(signedFor(elsewhere), elsewhere, "globex")))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.TOPIC_OF_ANOTHER_TENANT));
  }

  @Test
  void refusesASignedTenantInTheTopicOfAnother() {
    String elsewhere = "inference.requests.globex";

    assertThat(decide(in(signedFor(elsewhere), elsewhere, "globex")))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.TOPIC_OF_ANOTHER_TENANT));
  }

  @Test
  void believesEverybodyWhereNothingIsDemanded() {
    assertThat(decided(AuthenticationPolicy.none(), Signatures.record()))
        .isEqualTo(new Authenticated());
  }

  @Test
  void decidesInShadowModeAsItWouldEnforced() {
    AuthenticationPolicy p = Signatures.policy();
    AuthenticationPolicy shadow =
        new AuthenticationPolicy(
            Enforcement.SHADOW,
            true,
            false,
            p.algorithms(),
            p.keySet(),
            null,
            null,
            p.clockSkew(),
            p.maxLifetime(),
            p.maxStale());

    assertThat(decided(shadow, Signatures.record()))
        .isEqualTo(new Unauthenticated(UnauthenticatedCode.SIGNATURE_MISSING));
  }

  private static RecordClaims lives(RecordClaims c, long seconds) {
    return new RecordClaims(
        c.topic(),
        c.tenantId(),
        c.correlationId(),
        c.sha256(),
        c.issuedAt(),
        c.issuedAt().plusSeconds(seconds),
        null,
        null);
  }

  private static ReceivedRecord signedFor(String topic) {
    return Signatures.record(
        Signatures.signed(
            Signatures.ACME,
            c ->
                new RecordClaims(
                    topic,
                    c.tenantId(),
                    c.correlationId(),
                    c.sha256(),
                    c.issuedAt(),
                    c.expiresAt(),
                    null,
                    null)));
  }

  private static AuthenticationPolicy parties(@Nullable String issuer, @Nullable String audience) {
    AuthenticationPolicy p = Signatures.policy();
    return new AuthenticationPolicy(
        p.enforcement(),
        true,
        false,
        p.algorithms(),
        p.keySet(),
        issuer,
        audience,
        p.clockSkew(),
        p.maxLifetime(),
        p.maxStale());
  }

  private static AuthenticationDecision decided(
      AuthenticationPolicy policy, @Nullable String issuer, @Nullable String audience) {
    String signature =
        Signatures.signer(Signatures.ACME)
            .with(issuer, audience)
            .sign(Signatures.TOPIC, "acme", "order-1", Signatures.VALUE);
    return decided(policy, Signatures.record(signature));
  }

  private static AuthenticationDecision decided(
      AuthenticationPolicy policy, ReceivedRecord record) {
    return Authentication.decide(record, policy, KEYS, NOW);
  }

  private static String base64(String text) {
    return new String(
        Base64.getUrlEncoder().withoutPadding().encode(text.getBytes(UTF_8)), US_ASCII);
  }
}
