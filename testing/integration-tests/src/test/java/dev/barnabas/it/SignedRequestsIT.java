package dev.barnabas.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.signing.KeyPair;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SignatureAlgorithm;
import dev.barnabas.signing.SigningKey;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.vocabulary.UnauthenticatedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Signed requests in topics of the tenants' own, through client, broker-app and worker. */
class SignedRequestsIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String CONFIGURATION =
      """
      authentication: {mode: signed, jwks: jwks.json}
      tenants: {acme: {}, globex: {}}
      partners:
        - {id: in-process, adapter: simulated, models: {instant: emulator-fast}}
      routing:
        models:
          - {alias: instant, primary: in-process, cost_per_token: 0.000001}
      quotas:
        default: {tokens_per_month: 1000000, requests_per_minute: 600}
      """;
  private static final KeyPair ACME =
      KeyPair.generate("acme-1", SignatureAlgorithm.EDDSA, Set.of("acme"));
  private static final KeyPair NEXT =
      KeyPair.generate("acme-2", SignatureAlgorithm.ES256, Set.of("acme"));
  private static final KeyPair GLOBEX =
      KeyPair.generate("globex-1", SignatureAlgorithm.EDDSA, Set.of("globex"));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path directory;

  @AutoClose private static KillableHouse house;
  @AutoClose private static BarnabasClient acme;
  @AutoClose private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start() throws IOException {
    publish(ACME, GLOBEX);
    house =
        KillableHouse.start(
            directory,
            Files.writeString(directory.resolve("barnabas.yaml"), CONFIGURATION),
            Map.of());
    acme = client(ACME);
    producer = new KafkaProducer<>(house.installation().kafka().producer("stranger"));
  }

  /** The key set as the operator replaces it: at once. */
  private static void publish(KeyPair... pairs) throws IOException {
    String set = "{\"keys\":[]}";
    for (KeyPair pair : pairs) {
      set = KeyPair.added(set, pair.publicJwk());
    }
    Path next = Files.writeString(directory.resolve("jwks.next"), set);
    Files.move(
        next,
        directory.resolve("jwks.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static RecordSigner signer(KeyPair pair) {
    return RecordSigner.of(SigningKey.parse(pair.privateJwk(), null));
  }

  private static BarnabasClient client(KeyPair pair) {
    return house.client(s -> s.withPerTenantTopics(true).withSigner(signer(pair)));
  }

  private static InferenceRequest request(String tenant, String id) {
    return RequestBuilder.of(tenant, "instant").correlationId(id).prompt("Say hello.").build();
  }

  private static InferenceResponse answer(BarnabasClient client, InferenceRequest request)
      throws Exception {
    return client.submit(request).get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static RecordMetadata send(
      String topic, String tenant, SpecificRecord record, @Nullable String signature)
      throws Exception {
    int home = HomePartition.of(tenant, house.installation().plan().homePartitions());
    ProducerRecord<String, byte[]> sent =
        new ProducerRecord<>(topic, home, tenant, house.codec().encode(record));
    if (signature != null) {
      sent.headers().add(RecordSignature.HEADER, signature.getBytes(US_ASCII));
    }
    return producer.send(sent).get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static String refusal(RecordMetadata at) {
    return await()
        .atMost(BOUND)
        .until(
            () ->
                house
                    .contents()
                    .of(house.installation().names().deadLetter(), DeadLetter.class)
                    .stream()
                    .filter(l -> l.getSourceTopic().equals(at.topic()))
                    .filter(l -> l.getSourcePartition() == at.partition())
                    .filter(l -> l.getSourceOffset() == at.offset())
                    .map(l -> l.getReason() + " " + l.getDetail())
                    .toList(),
            (List<String> found) -> !found.isEmpty())
        .getFirst();
  }

  private static String unauthenticated(UnauthenticatedCode code) {
    return "UNAUTHENTICATED " + code.name();
  }

  @Test
  @Tag("rule-5.14")
  void answersASignedRequestInTheTenantsOwnTopicAlone() throws Exception {
    InferenceResponse response = answer(acme, request("acme", "signed"));

    assertThat(response.getStatus()).isEqualTo(TerminalStatus.COMPLETED);
    assertThat(
            house.contents().of(house.installation().names().responses(), InferenceResponse.class))
        .isEmpty();
  }

  @Test
  @Tag("rule-3.3")
  void refusesForgedRequestsAndStillAnswersTheTenantUnderTheSameId() throws Exception {
    var names = house.installation().names();
    InferenceRequest real = request("acme", "victim");
    InferenceRequest other =
        RequestBuilder.of("acme", "instant").correlationId("victim").prompt("Forged.").build();
    byte[] value = house.codec().encode(other);
    String own = names.requests("acme");

    assertThat(refusal(send(own, "acme", other, null)))
        .isEqualTo(unauthenticated(UnauthenticatedCode.SIGNATURE_MISSING));
    assertThat(refusal(send(own, "acme", other, signer(GLOBEX).sign(own, "acme", "victim", value))))
        .isEqualTo(unauthenticated(UnauthenticatedCode.KEY_OF_ANOTHER_TENANT));
    assertThat(
            refusal(
                send(
                    own,
                    "acme",
                    other,
                    signer(ACME).sign(own, "acme", "victim", house.codec().encode(real)))))
        .isEqualTo(unauthenticated(UnauthenticatedCode.VALUE_CHANGED));
    CancelRequest wish =
        CancelRequest.newBuilder()
            .setMetadata(
                RequestMetadata.newBuilder().setTenantId("acme").setCorrelationId("victim").build())
            .build();
    assertThat(refusal(send(names.control(), "acme", wish, null)))
        .isEqualTo(unauthenticated(UnauthenticatedCode.SIGNATURE_MISSING));

    assertThat(answer(acme, real).getStatus()).isEqualTo(TerminalStatus.COMPLETED);
  }

  @Test
  void takesASignedCancellation() throws Exception {
    acme.cancel("acme", "cancelled-before", "a test").get(BOUND.toSeconds(), TimeUnit.SECONDS);

    assertThat(answer(acme, request("acme", "cancelled-before")).getStatus())
        .isEqualTo(TerminalStatus.CANCELLED);
  }

  @Test
  void followsTheKeySetAsItsFileChangesAndLosesNoRequestOverIt() throws Exception {
    try (BarnabasClient changed = client(NEXT)) {
      publish(ACME, NEXT, GLOBEX);
      assertThat(answer(changed, request("acme", "early")).getStatus())
          .isEqualTo(TerminalStatus.COMPLETED);
      assertThat(answer(acme, request("acme", "still-the-old-key")).getStatus())
          .isEqualTo(TerminalStatus.COMPLETED);
    }
  }
}
