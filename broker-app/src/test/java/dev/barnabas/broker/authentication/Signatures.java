package dev.barnabas.broker.authentication;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.broker.authentication.AuthenticationPolicy.Enforcement;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.signing.KeyPair;
import dev.barnabas.signing.KeySet;
import dev.barnabas.signing.KeySetState;
import dev.barnabas.signing.RecordClaims;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SignatureAlgorithm;
import dev.barnabas.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Keys, records and policies to authenticate with. */
final class Signatures {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final byte[] VALUE = "the value of a record".getBytes(UTF_8);
  static final String TOPIC = "inference.requests";
  static final RequestKey ID = new RequestKey("acme", "order-1");
  static final KeyPair ACME = KeyPair.generate("acme-1", SignatureAlgorithm.EDDSA, Set.of("acme"));
  static final KeyPair CURVE = KeyPair.generate("acme-2", SignatureAlgorithm.ES256, Set.of("acme"));
  static final KeyPair GLOBEX =
      KeyPair.generate("globex-1", SignatureAlgorithm.EDDSA, Set.of("globex"));
  static final KeyPair NOBODY = KeyPair.generate("nobody-1", SignatureAlgorithm.EDDSA, Set.of());

  private Signatures() {}

  static KeySetState keys(KeyPair... pairs) {
    String set = null;
    for (KeyPair pair : pairs) {
      set = KeyPair.added(set, pair.publicJwk());
    }
    return set != null
            && KeySet.parse(set.getBytes(UTF_8)) instanceof KeySet.KeySetOutcome.Read(KeySet keys)
        ? new KeySetState.Loaded(keys, NOW)
        : new KeySetState.NotLoaded();
  }

  static RecordSigner signer(KeyPair pair) {
    return new RecordSigner(
        SigningKey.parse(pair.privateJwk(), null), null, null, Duration.ofMinutes(1), () -> NOW);
  }

  static RecordClaims claims() {
    return new RecordClaims(
        TOPIC,
        ID.tenantId(),
        ID.correlationId(),
        RecordClaims.sha256(VALUE),
        NOW,
        NOW.plusSeconds(60),
        null,
        null);
  }

  static String signed(KeyPair pair, UnaryOperator<RecordClaims> change) {
    return signer(pair).sign(change.apply(claims()));
  }

  static ReceivedRecord record(String... signatures) {
    return new ReceivedRecord(
        TOPIC,
        null,
        NOW,
        List.of(signatures).stream().map(s -> s.getBytes(US_ASCII)).toList(),
        VALUE,
        ID);
  }

  static AuthenticationPolicy policy() {
    return policy(true, false);
  }

  static AuthenticationPolicy policy(boolean signed, boolean ownTopics) {
    return new AuthenticationPolicy(
        Enforcement.ENFORCE,
        signed,
        ownTopics,
        Set.of(SignatureAlgorithm.values()),
        signed ? "jwks.json" : null,
        null,
        null,
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Duration.ofHours(1));
  }
}
