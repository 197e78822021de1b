package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Requests written with a schema that broker-app has not seen, with and without a registry. */
class UnknownSchemaIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TENANT = "acme";
  private static final int NO_SUCH_ID = 1_000_000;
  private static final String CONFIGURATION =
      """
      partners:
        - {id: in-process, adapter: simulated, models: {instant: emulator-fast}}
      routing:
        models:
          - {alias: instant, primary: in-process, cost_per_token: 0.000001}
      quotas:
        default: {tokens_per_month: 1000000, requests_per_minute: 600}
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path directory;

  @AutoClose private static KillableHouse house;
  @AutoClose private static BarnabasClient client;
  @AutoClose private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start() throws IOException {
    house =
        KillableHouse.start(
            directory,
            Files.writeString(directory.resolve("barnabas.yaml"), CONFIGURATION),
            Map.of());
    client = house.client();
    producer = new KafkaProducer<>(house.installation().kafka().producer("stranger"));
  }

  @Test
  @Tag("rule-5.5")
  void holdsItWhileTheRegistryIsAwayAndAnswersTheOthers() throws Exception {
    InferenceRequest held = request("held");
    int next = registerNextVersion();

    house.registry().stop();
    RecordMetadata at = send(nextVersion(held, next));
    RecordMetadata unknown = send(nextVersion(request("unknown"), NO_SUCH_ID));
    List<InferenceResponse> others = List.of(answer("behind-1"), answer("behind-2"));
    List<InferenceResponse> early = responsesTo("held");
    List<DeadLetter> earlyLetters =
        Stream.of(at, unknown).flatMap(sent -> lettersOf(sent).stream()).toList();
    house.registry().start();
    house.registry().awaitReady(BOUND).orThrow();
    await("the held request").atMost(BOUND).until(() -> !responsesTo("held").isEmpty());
    await("the dead letter").atMost(BOUND).until(() -> !lettersOf(unknown).isEmpty());
    InferenceResponse after = answer("after");

    assertThat(others)
        .extracting(InferenceResponse::getStatus)
        .containsOnly(TerminalStatus.COMPLETED);
    assertThat(early).isEmpty();
    assertThat(earlyLetters).isEmpty();
    assertThat(after.getStatus()).isEqualTo(TerminalStatus.COMPLETED);
    assertThat(responsesTo("held"))
        .singleElement()
        .extracting(InferenceResponse::getStatus)
        .isEqualTo(TerminalStatus.COMPLETED);
    assertThat(lettersOf(at)).isEmpty();
    assertThat(lettersOf(unknown))
        .singleElement()
        .extracting(DeadLetter::getReason)
        .isEqualTo(DeadLetterReason.SCHEMA_NOT_FOUND.name());
    assertThat(responsesTo("unknown")).isEmpty();
  }

  @Test
  void deadLettersAnIdThatTheRegistryDoesNotHaveOnce() throws Exception {
    RecordMetadata at = send(nextVersion(request("lost"), NO_SUCH_ID + 1));
    await("the dead letter").atMost(BOUND).until(() -> !lettersOf(at).isEmpty());
    InferenceResponse behind = answer("behind-lost");

    assertThat(behind.getStatus()).isEqualTo(TerminalStatus.COMPLETED);
    assertThat(lettersOf(at))
        .singleElement()
        .extracting(DeadLetter::getReason)
        .isEqualTo(DeadLetterReason.SCHEMA_NOT_FOUND.name());
    assertThat(responsesTo("lost")).isEmpty();
  }

  private static InferenceRequest request(String correlationId) {
    return RequestBuilder.of(TENANT, "instant")
        .correlationId(correlationId)
        .prompt("How late is it?")
        .build();
  }

  private static InferenceResponse answer(String correlationId) throws Exception {
    return client.submit(request(correlationId)).get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  /** As a producer of the next version writes it: one more optional field, which is absent. */
  private static byte[] nextVersion(InferenceRequest request, int schemaId) {
    byte[] today = house.codec().encode(request);
    return ByteBuffer.allocate(today.length + 1)
        .put(today)
        .put((byte) 0)
        .putInt(1, schemaId)
        .array();
  }

  private static int registerNextVersion() throws IOException, InterruptedException {
    ObjectNode schema = (ObjectNode) JSON.readTree(InferenceRequest.SCHEMA$.toString());
    ObjectNode field = ((ArrayNode) schema.get("fields")).addObject().put("name", "mood");
    field.putArray("type").add("null").add("string");
    field.putNull("default");
    ObjectNode body = JSON.createObjectNode();
    body.put("artifactId", "next-request").put("artifactType", "AVRO");
    body.putObject("firstVersion")
        .putObject("content")
        .put("content", schema.toString())
        .put("contentType", "application/json");
    URI artifacts = URI.create(house.registry().url() + "/groups/default/artifacts");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest post =
          HttpRequest.newBuilder(artifacts)
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(body.toString()))
              .build();
      String answer = http.send(post, BodyHandlers.ofString()).body();
      int id = JSON.readTree(answer).at("/version/contentId").intValue();
      if (id == 0) {
        throw new IOException("the registry took no schema: " + answer);
      }
      return id;
    }
  }

  private static RecordMetadata send(byte[] value) throws Exception {
    int partitions = house.installation().plan().homePartitions();
    return producer
        .send(
            new ProducerRecord<>(
                house.installation().names().requests(),
                HomePartition.of(TENANT, partitions),
                TENANT,
                value))
        .get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static List<InferenceResponse> responsesTo(String correlationId) {
    String topic = house.installation().names().responses();
    return house.contents().of(topic, InferenceResponse.class).stream()
        .filter(response -> response.getCorrelationId().equals(correlationId))
        .toList();
  }

  /** The dead letters of the record at those coordinates. */
  private static List<DeadLetter> lettersOf(RecordMetadata at) {
    return house.contents().of(house.installation().names().deadLetter(), DeadLetter.class).stream()
        .filter(letter ->
            letter.getSourceTopic().equals(at.topic())
                && letter.getSourcePartition() == at.partition()
                && letter.getSourceOffset() == at.offset())
        .toList();
  }
}
