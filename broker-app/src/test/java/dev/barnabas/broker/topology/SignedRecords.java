package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.signing.KeyPair;
import dev.barnabas.signing.KeySet;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SignatureAlgorithm;
import dev.barnabas.signing.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A broker that authenticates, and what tenants and others send to it. */
abstract class SignedRecords {
  static final KeyPair ACME = pair("acme-1", "acme");
  static final KeyPair NEXT = pair("acme-2", "acme");
  static final KeyPair GLOBEX = pair("globex-1", "globex");
  static final String TENANTS = "tenants: {acme: {}, globex: {}}\n";
  static final String SIGNED = TENANTS + "authentication: {mode: signed, jwks: j.json}\n";

  @TempDir Path state;
  @Nullable BrokerHarness running;

  static KeyPair pair(String id, String tenant) {
    return KeyPair.generate(id, SignatureAlgorithm.EDDSA, Set.of(tenant));
  }

  BrokerHarness broker() {
    return requireNonNull(running);
  }

  BrokerHarness start(String authentication) {
    return start(authentication, 1);
  }

  BrokerHarness start(String authentication, int partitions) {
    BrokerHarness started =
        new BrokerHarness(BrokerHarness.CONFIGURATION + authentication, partitions, state);
    running = started;
    keys(ACME, GLOBEX);
    started.lookup.look();
    return started;
  }

  void keys(KeyPair... pairs) {
    String set = "{\"keys\":[]}";
    for (KeyPair pair : pairs) {
      set = KeyPair.added(set, pair.publicJwk());
    }
    broker().keySet = KeySet.parse(set.getBytes(UTF_8));
  }

  RecordSigner signer(KeyPair pair) {
    return new RecordSigner(
        SigningKey.parse(pair.privateJwk(), null),
        null,
        null,
        Duration.ofMinutes(1),
        broker().clock);
  }

  Headers signed(KeyPair pair, String topic, String tenant, String id, byte[] value) {
    return new RecordHeaders()
        .add(
            RecordSignature.HEADER, signer(pair).sign(topic, tenant, id, value).getBytes(US_ASCII));
  }

  byte[] request(String tenant, String id) {
    return broker().codec.encode(BrokerHarness.request(tenant, id, "hello").build());
  }

  byte[] cancel(String tenant, String id) {
    return broker()
        .codec
        .encode(
            CancelRequest.newBuilder()
                .setMetadata(
                    RequestMetadata.newBuilder().setTenantId(tenant).setCorrelationId(id).build())
                .build());
  }

  void submit(KeyPair pair, String tenant, String id) {
    byte[] value = request(tenant, id);
    String topic = broker().names.requests();
    broker().pipeBytes(topic, value, signed(pair, topic, tenant, id, value));
  }

  List<String> details() {
    return broker().deadLetters().stream().map(l -> l.getReason() + " " + l.getDetail()).toList();
  }
}
