package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Tick;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTopologyTest {
  @TempDir Path state;

  @Test
  @Tag("rule-5.3")
  void deadLettersEveryUnreadableRecordOnceAndAnswersTheRequestBehindThem() {
    try (BrokerHarness broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state)) {
      byte[] good = broker.codec.encode(BrokerHarness.request("acme", "1", "hello").build());
      byte[] badMagic = good.clone();
      badMagic[0] = 9;
      Headers json =
          new RecordHeaders()
              .add("content-type", "application/json".getBytes(StandardCharsets.US_ASCII));
      byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
      broker.pipeBytes(broker.names.requests(), null, new RecordHeaders());
      broker.pipeBytes(broker.names.requests(), new byte[0], new RecordHeaders());
      broker.pipeBytes(broker.names.requests(), badMagic, new RecordHeaders());
      broker.pipeBytes(
          broker.names.requests(), Arrays.copyOf(good, good.length - 3), new RecordHeaders());
      broker.pipeBytes(broker.names.requests(), deep, json);
      broker.pipeBytes(broker.names.requests(), good, new RecordHeaders());

      assertThat(broker.deadLetters())
          .hasSize(5)
          .allSatisfy(letter -> assertThat(letter.getReason()).isEqualTo("UNREADABLE"))
          .extracting(DeadLetter::getSourceOffset)
          .containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(broker.work("alpha")).hasSize(1);
      assertThat(broker.responses()).isEmpty();
    }
  }

  @Test
  void deadLettersARequestWithoutAnybodyToAnswer() {
    try (BrokerHarness broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state)) {
      broker.submit(BrokerHarness.request("acme", " ", "hello"));
      broker.submit(BrokerHarness.request("a/b", "1", "hello"));

      assertThat(broker.deadLetters())
          .extracting(DeadLetter::getReason)
          .containsExactly("NO_IDENTITY", "NO_IDENTITY");
    }
  }

  @Test
  @Tag("rule-5.5")
  void holdsARecordOfAnUnknownSchemaWhileTheRegistryIsAwayAndStopsNobody() {
    SwitchableSchemas registry = new SwitchableSchemas();
    try (BrokerHarness broker =
        new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state, registry)) {
      byte[] unknown =
          renumbered(
              broker.codec.encode(BrokerHarness.request("acme", "new", "hello").build()), 77);
      broker.pipeBytes(broker.names.requests(), unknown, new RecordHeaders());
      broker.submit(BrokerHarness.request("acme", "behind", "hello"));
      broker.forward(Duration.ofSeconds(5));
      assertThat(broker.work("alpha")).hasSize(1);
      assertThat(broker.deadLetters()).isEmpty();

      registry.answer = new SchemaLookup.Found(InferenceRequest.SCHEMA$);
      broker.forward(Duration.ofSeconds(1));
      broker.forward(Duration.ofSeconds(1));

      assertThat(broker.work("alpha")).hasSize(1);
      assertThat(broker.deadLetters()).isEmpty();
    }
  }

  @Test
  @Tag("rule-5.5")
  void deadLettersARecordWhoseSchemaTheRegistryDoesNotHave() {
    SwitchableSchemas registry = new SwitchableSchemas();
    try (BrokerHarness broker =
        new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state, registry)) {
      registry.answer = new SchemaLookup.NotFound();
      broker.pipeBytes(
          broker.names.requests(),
          renumbered(broker.codec.encode(BrokerHarness.request("a", "b", "c").build()), 77),
          new RecordHeaders());
      broker.forward(Duration.ofSeconds(1));

      assertThat(broker.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("SCHEMA_NOT_FOUND"));
    }
  }

  @Test
  @Tag("rule-5.7")
  void movesAMisplacedRecordHomeUnchangedAndOnlyOnce() {
    try (BrokerHarness broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 2, state)) {
      String tenant = tenantOfPartition(1);
      byte[] value = broker.codec.encode(BrokerHarness.request(tenant, "1", "hello").build());
      broker.pipeBytes(broker.names.requests(), value, new RecordHeaders());

      // the driver has one task: it reads what it moved, in the same partition, where it is
      // misplaced still
      var moved = broker.raw(broker.names.misplaced());
      assertThat(moved).hasSize(1);
      assertThat(moved.getFirst().value()).isEqualTo(value);
      assertThat(broker.decisions()).isEmpty();
      assertThat(broker.deadLetters())
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("MISPLACED");
            assertThat(letter.getOriginTopic()).isEqualTo(broker.names.requests());
          });
    }
  }

  @Test
  @Tag("rule-5.7")
  void takesAMovedRecordAtHomeUnderItsFirstCoordinates() {
    try (BrokerHarness broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 2, state)) {
      String tenant = tenantOfPartition(0);
      byte[] value = broker.codec.encode(BrokerHarness.request(tenant, "1", "hello").build());
      Headers origin = broker.moved(broker.names.requests(), 1, 42, value, new RecordHeaders());
      broker.pipeBytes(broker.names.misplaced(), value, origin);

      assertThat(broker.work("alpha")).hasSize(1);
      assertThat(broker.decisions().getFirst().getSourceOffset()).isEqualTo(42);
    }
  }

  private static String tenantOfPartition(int partition) {
    String tenant = "t0";
    for (int i = 1; HomePartition.of(tenant, 2) != partition; i++) {
      tenant = "t" + i;
    }
    return tenant;
  }

  private static byte[] renumbered(byte[] value, int id) {
    byte[] other = value.clone();
    ByteBuffer.wrap(other).putInt(1, id);
    return other;
  }

  /** Our own schemas, and one more id that the test decides about. */
  private static final class SwitchableSchemas implements SchemaIds {
    private final InMemorySchemas own = InMemorySchemas.ofProject();
    private SchemaLookup answer = new SchemaLookup.Unreachable("away");
    private Optional<Schema> found = Optional.empty();

    @Override
    public int idOf(Schema schema) {
      return own.idOf(schema);
    }

    @Override
    public Optional<Schema> cached(int id) {
      return id == 77 ? found : own.cached(id);
    }

    @Override
    public SchemaLookup lookUp(int id) {
      if (answer instanceof SchemaLookup.Found(Schema schema)) {
        found = Optional.of(schema);
      }
      return answer;
    }
  }

  @Test
  void deadLettersATickForAPartitionThatIsNotThere() {
    try (BrokerHarness broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state)) {
      broker.pipe(broker.names.outcomes(), new Tick(99, broker.clock.instant(), "stranger"));

      assertThat(broker.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("UNREADABLE"));
      assertThat(broker.raw(broker.names.misplaced())).isEmpty();
    }
  }
}
