package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.ContentPart;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI document says what the code does. */
class AsyncApiTest {
  private static final TopicNames NAMES = TopicNames.ofDefaults();
  private static final TopicPlan PLAN =
      new TopicPlan(
          TopicPlan.DEFAULT_PARTITIONS,
          TopicPlan.DEFAULT_PARTITIONS,
          Map.of("partnerId", TopicPlan.DEFAULT_WORK_RETENTION),
          Set.of("tenantId"),
          TopicPlan.DEFAULT_DEDUPE_WINDOW,
          SizeBudget.ofDefaults());

  private final AsyncApiDocument document = AsyncApiDocument.read();

  @Test
  void describesEveryTopicAsTheCodeDoes() {
    assertThat(differences(document)).isEmpty();
  }

  @Test
  void refersToNothingThatIsNotThere() {
    assertThat(document.danglingReferences()).isEmpty();
  }

  @Test
  void hasASenderAndAReceiverForEveryMessage() {
    assertThat(document.idleMessages()).isEmpty();
  }

  @Test
  void namesTheHeadersThatTheCodeWrites() {
    Set<String> event =
        Stream.of(CloudEventHeaders.of("id", "/s", "t", "acme", Instant.EPOCH).toArray())
            .map(Header::key)
            .collect(Collectors.toSet());
    assertThat(document.headers("UsageEvent")).isEqualTo(event);
    assertThat(document.headers("ConfigActivated")).containsExactly(ConfigurationLog.PROOF);
    assertThat(List.of("InferenceRequest", "InferenceRequestJson", "CancelRequest", "CallEnded"))
        .allSatisfy(message ->
            assertThat(document.headers(message))
                .contains(TraceHeaders.TRACEPARENT, OriginHeaders.ORIGIN));
    assertThat(document.headers("InferenceRequestJson")).contains("content-type");
  }

  @Test
  void givesARequestAsJsonTheFieldsOfTheRecord() {
    assertThat(document.properties("InferenceRequestJson"))
        .isEqualTo(fields(InferenceRequest.SCHEMA$));
    assertThat(document.properties("MetadataJson")).isEqualTo(fields(RequestMetadata.SCHEMA$));
    assertThat(document.properties("ParametersJson")).isEqualTo(fields(Parameters.SCHEMA$));
    assertThat(document.properties("MessageJson")).isEqualTo(fields(Message.SCHEMA$));
    assertThat(document.properties("ContentPartJson")).isEqualTo(fields(ContentPart.SCHEMA$));
  }

  @Test
  void refersToTheSchemasOfTheNewestRelease() {
    String[] releases = AsyncApiDocument.FILE.resolveSibling("released").toFile().list();
    String newest =
        Arrays.stream(releases == null ? new String[0] : releases)
            .filter(name -> name.matches("\\d+\\.\\d+\\.\\d+"))
            .max((one, other) -> Arrays.compare(numbers(one), numbers(other)))
            .orElseThrow();
    assertThat(document.recordFiles())
        .isNotEmpty()
        .allMatch(file -> file.startsWith("./released/" + newest + "/"));
    assertThat(document.root().at("/info/version").asText()).isEqualTo(newest);
  }

  @ParameterizedTest
  @MethodSource("violations")
  void namesTheTopicThatDiffers(Consumer<ObjectNode> violation, List<String> said) {
    ObjectNode planted = document.root().deepCopy();
    violation.accept(planted);

    assertThat(differences(new AsyncApiDocument(planted)))
        .singleElement()
        .asString()
        .contains(said);
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        planted(
            "a topic is missing",
            root -> object(root, "/channels").remove("fallback"),
            "inference.fallback is not in the document"),
        planted(
            "a topic is invented",
            root -> object(root, "/channels").putObject("extra").put("address", "inference.extra"),
            "inference.extra is not in the code"),
        planted(
            "other partitions",
            root -> object(root, "/channels/requests/bindings/kafka").put("partitions", 5),
            "inference.requests: partitions 5"),
        planted(
            "compacted responses",
            root -> {
              ObjectNode settings =
                  object(root, "/channels/responses/bindings/kafka/topicConfiguration");
              settings.putArray("cleanup.policy").add("compact");
            },
            "inference.responses: settings",
            "cleanup.policy=compact"),
        planted(
            "metering that forgets",
            root ->
                object(root, "/channels/metering/bindings/kafka/topicConfiguration")
                    .put("retention.ms", Duration.ofDays(400).toMillis()),
            "inference.metering: settings",
            "retention.ms=34560000000"),
        planted(
            "the client's clock",
            root ->
                object(root, "/channels/control/bindings/kafka/topicConfiguration")
                    .put("message.timestamp.type", "CreateTime"),
            "inference.control: settings"),
        planted(
            "a record too few",
            root -> object(root, "/channels/outcomes/messages").remove("CallStarted"),
            "inference.outcomes: records"),
        planted(
            "a record too many",
            root ->
                object(root, "/channels/decisions/messages")
                    .putObject("Tick")
                    .put("$ref", "#/components/messages/Tick"),
            "inference.decisions: records [Decision, Tick]"),
        planted(
            "another key",
            root -> {
              ArrayNode traits = (ArrayNode) root.at("/components/messages/UsageEvent/traits");
              traits.removeAll();
            },
            "inference.metering: keys []"),
        planted(
            "another writer",
            root ->
                ((ObjectNode) root.at("/operations/brokerAppSendsResponses/tags/0"))
                    .put("name", "adapter-workers"),
            "inference.responses: writers [adapter-workers]"),
        planted(
            "a reader too few",
            root -> object(root, "/operations").remove("financeReceivesMetering"),
            "inference.metering: readers [metering-stream]"));
  }

  @Test
  void namesAReferenceThatLeadsNowhereAndAMessageThatNobodySends() {
    ObjectNode planted = document.root().deepCopy();
    object(planted, "/components/messages/Alert/payload/schema").put("$ref", "./released/no.avsc");
    object(planted, "/components/messages").remove("Tick");
    object(planted, "/operations").remove("financeSendsAudit");
    AsyncApiDocument broken = new AsyncApiDocument(planted);

    assertThat(broken.danglingReferences())
        .containsExactlyInAnyOrder("./released/no.avsc", "#/components/messages/Tick");
    assertThat(broken.idleMessages()).containsExactly("audit: nobody sends AuditRecord");
  }

  private static Arguments planted(String name, Consumer<ObjectNode> violation, String... said) {
    return argumentSet(name, violation, List.of(said));
  }

  private static ObjectNode object(JsonNode root, String pointer) {
    return (ObjectNode) root.at(pointer);
  }

  private static List<String> differences(AsyncApiDocument document) {
    SortedMap<String, AsyncApiChannel> code = code();
    SortedMap<String, AsyncApiChannel> described = document.channels();
    List<String> differences = new ArrayList<>();
    described.forEach((address, channel) -> {
      AsyncApiChannel coded = code.remove(address);
      if (coded == null) {
        differences.add(address + " is not in the code");
      } else {
        channel.differences(coded).forEach(found -> differences.add(address + ": " + found));
      }
    });
    code.keySet().forEach(address -> differences.add(address + " is not in the document"));
    return differences;
  }

  private static SortedMap<String, AsyncApiChannel> code() {
    Map<String, List<Schema>> records = RecordTypes.byTopic(NAMES, PLAN);
    SortedMap<String, AsyncApiChannel> channels = new TreeMap<>();
    for (TopicDefinition topic : new TopicCatalogue(NAMES).definitions(PLAN)) {
      List<Schema> values = records.getOrDefault(topic.name(), List.of());
      channels.put(
          topic.name().replace(".tenantId", ".{tenantId}").replace(".partnerId", ".{partnerId}"),
          new AsyncApiChannel(
              topic.partitions(),
              new TreeMap<>(topic.settings()),
              topic.name().equals(NAMES.misplaced()) ? movable(records) : names(values.stream()),
              Set.of(topic.key()),
              Set.of(topic.writer().split(", ")),
              Set.of(topic.reader().split(", "))));
    }
    return channels;
  }

  /** What a stranger may write to a wrong partition: all input but broker-app's own. */
  private static Set<String> movable(Map<String, List<Schema>> records) {
    Set<String> inputs =
        names(
            Stream.of(NAMES.requests(), NAMES.control(), NAMES.outcomes(), NAMES.fallback())
                .flatMap(topic -> records.getOrDefault(topic, List.of()).stream()));
    inputs.removeAll(Set.of(Tick.SCHEMA$.getName(), ConfigActivated.SCHEMA$.getName()));
    return inputs;
  }

  private static Set<String> names(Stream<Schema> schemas) {
    return schemas.map(Schema::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> fields(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet());
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
