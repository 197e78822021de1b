package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.Parsed.Read;
import dev.barnabas.topics.Parsed.SchemaUnknown;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryIT {
  private static final TopicNames NAMES = TopicNames.ofDefaults();
  private static final TopicPlan PLAN = TopicPlan.ofDefaults(Set.of("alpha"));
  private static final String RECORD_ID =
      "io.apicurio.registry.serde.avro.strategy.RecordIdStrategy";
  private static final String TOPIC_RECORD_ID =
      "io.apicurio.registry.serde.avro.strategy.TopicRecordIdStrategy";
  private static final String TOPIC_ID = "io.apicurio.registry.serde.strategy.TopicIdStrategy";

  private LocalRegistry registry;
  private RegistrySchemas schemas;
  private RecordCodec codec;
  private int names;

  @BeforeAll
  void startRegistry(@TempDir Path directory) throws IOException {
    registry = LocalRegistry.inMemory(directory, freePort());
    registry.start();
    registry.awaitReady(Duration.ofSeconds(60)).orThrow();
    names = SchemaRegistrar.at(url(), Map.of()).register(NAMES, PLAN);
    schemas = RegistrySchemas.at(url(), Map.of());
    schemas.warm(RecordTypes.schemas());
    codec = new RecordCodec(schemas);
  }

  @AfterAll
  void stopRegistry() {
    registry.close();
  }

  @Test
  void registersEverySchemaOnceHoweverOftenItIsAsked() {
    assertThat(SchemaRegistrar.at(url(), Map.of()).register(NAMES, PLAN)).isEqualTo(names);
    RegistrySchemas again = RegistrySchemas.at(url(), Map.of());
    again.warm(RecordTypes.schemas());
    assertThat(RecordTypes.schemas())
        .allSatisfy(schema -> assertThat(again.idOf(schema)).isEqualTo(schemas.idOf(schema)));
  }

  @Test
  void givesTheSameIdsAsTheConfluentCompatibleApi() throws Exception {
    for (Schema schema : RecordTypes.schemas()) {
      assertThat(confluentId(schema.getFullName())).isEqualTo(schemas.idOf(schema));
    }
    assertThat(confluentId("inference.requests-value"))
        .isEqualTo(schemas.idOf(InferenceRequest.SCHEMA$));
    JsonNode byId = json("/schemas/ids/" + schemas.idOf(UsageEvent.SCHEMA$));
    assertThat(new Schema.Parser().parse(byId.get("schema").asText()))
        .isEqualTo(UsageEvent.SCHEMA$);
  }

  @ParameterizedTest
  @ValueSource(strings = {RECORD_ID, TOPIC_RECORD_ID, TOPIC_ID})
  void readsWhatTheRegistrysOwnSerializerWrites(String strategy) {
    try (AvroKafkaSerializer<InferenceRequest> serializer = new AvroKafkaSerializer<>()) {
      serializer.configure(serdes(strategy), false);
      byte[] bytes = serializer.serialize(NAMES.requests(), Samples.rich());
      assertThat(bytes).isEqualTo(codec.encode(Samples.rich()));
      assertThat(codec.decode(bytes, InferenceRequest.class)).isEqualTo(new Read<>(Samples.rich()));
    }
  }

  @Test
  void writesWhatTheRegistrysOwnDeserializerReads() {
    try (AvroKafkaDeserializer<Object> deserializer = new AvroKafkaDeserializer<>()) {
      Map<String, Object> settings = serdes(RECORD_ID);
      settings.put("apicurio.registry.use-specific-avro-reader", true);
      deserializer.configure(settings, false);
      assertThat(deserializer.deserialize("t", codec.encode(Samples.rich())))
          .isEqualTo(Samples.rich());
      assertThat((UsageEvent) deserializer.deserialize("t", codec.encode(Samples.usage())))
          .extracting(RecordJson::write)
          .isEqualTo(RecordJson.write(Samples.usage()));
    }
  }

  @Test
  void findsASchemaThatAnotherProcessWroteWith() {
    byte[] bytes = codec.encode(Samples.rich());
    RegistrySchemas cold = RegistrySchemas.at(url(), Map.of());
    RecordCodec reader = new RecordCodec(cold);
    int id = schemas.idOf(InferenceRequest.SCHEMA$);

    assertThat(reader.decode(bytes, InferenceRequest.class)).isEqualTo(new SchemaUnknown<>(id));
    assertThat(cold.lookUp(id)).isInstanceOf(SchemaLookup.Found.class);
    assertThat(reader.decode(bytes, InferenceRequest.class)).isEqualTo(new Read<>(Samples.rich()));
  }

  @Test
  void findsASchemaThatAForeignClientRegisteredInParts() {
    Map<String, Object> settings = serdes(TOPIC_ID);
    settings.put("apicurio.registry.auto-register", true);
    settings.put("apicurio.registry.dereference-schema", false);
    try (AvroKafkaSerializer<InferenceRequest> serializer = new AvroKafkaSerializer<>()) {
      serializer.configure(settings, false);
      byte[] bytes = serializer.serialize("foreign", Samples.rich());
      int id = RecordCodec.schemaId(bytes).orElseThrow();

      assertThat(schemas.lookUp(id)).isInstanceOf(SchemaLookup.Found.class);
      assertThat(codec.decode(bytes, InferenceRequest.class)).isEqualTo(new Read<>(Samples.rich()));
    }
  }

  @Test
  void tellsAnIdThatDoesNotExistFromARegistryThatDoesNotAnswer() throws IOException {
    assertThat(schemas.lookUp(987_654)).isEqualTo(new SchemaLookup.NotFound());
    assertThat(schemas.lookUp(-1)).isEqualTo(new SchemaLookup.NotFound());
    RegistrySchemas nobody =
        RegistrySchemas.at("http://127.0.0.1:" + freePort(), Map.of(), Duration.ofSeconds(2));
    assertThat(nobody.lookUp(1)).isInstanceOf(SchemaLookup.Unreachable.class);
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RegistrySchemas hanging =
          RegistrySchemas.at(
              "http://127.0.0.1:" + silent.getLocalPort(), Map.of(), Duration.ofSeconds(1));
      assertThat(hanging.lookUp(1)).isEqualTo(new SchemaLookup.Unreachable("TimeoutException"));
    }
  }

  @Test
  void namesTheSchemasThatTheRegistryLacks() {
    Schema unknown = Schema.createRecord("Unheard", "", "dev.barnabas.schemas", false, List.of());
    assertThatThrownBy(() -> RegistrySchemas.at(url(), Map.of()).warm(List.of(unknown)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("dev.barnabas.schemas.Unheard")
        .hasMessageContaining(url());
  }

  @Test
  void refusesAVersionThatOldReadersCannotRead() {
    Schema incompatible =
        Schema.createRecord(
            "Tick",
            "",
            "dev.barnabas.schemas",
            false,
            List.of(new Schema.Field("now", Schema.create(Schema.Type.STRING), "")));
    SchemaRegistrar registrar = SchemaRegistrar.at(url(), Map.of());
    assertThatThrownBy(() -> registrar.register("dev.barnabas.schemas", "Tick", incompatible))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("refuses Tick");
  }

  private String url() {
    return registry.url().resolve("/").toString();
  }

  private Map<String, Object> serdes(String strategy) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("apicurio.registry.url", registry.url().toString());
    settings.put("apicurio.registry.http.adapter", "JDK");
    settings.put("apicurio.registry.artifact-resolver-strategy", strategy);
    settings.put("apicurio.registry.dereference-schema", true);
    settings.put("apicurio.registry.use-id", "contentId");
    settings.put(
        "apicurio.registry.id-handler", "io.apicurio.registry.serde.Default4ByteIdHandler");
    return settings;
  }

  private int confluentId(String subject) throws Exception {
    return json("/subjects/" + subject + "/versions/latest").get("id").asInt();
  }

  private JsonNode json(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(registry.confluentUrl() + path)).build();
      return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
