package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bugs, missing topics and more work than a stream thread may do at once. */
class FaultsTopologyTest {
  private static final String MUCH =
      BrokerHarness.CONFIGURATION
          .replace(
              "{tokens_per_month: 100000, requests_per_minute: 60}",
              "{tokens_per_month: 100000000, requests_per_minute: 100000}")
          .replace(
              "models: {fast: alpha-1}",
              "models: {fast: alpha-1}, max_unfinished_per_tenant: 10000");

  @TempDir Path state;
  private BrokerHarness broker;

  @BeforeEach
  void start() {
    broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private void restart(String configuration) {
    broker.close();
    broker = new BrokerHarness(configuration, 1, state);
  }

  @Test
  @Tag("rule-5.3")
  void answersFailedOnceAndKeepsNoHalfDecisionWhenOneFailsByABug() {
    broker.faulty.add("alpha");
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.faulty.clear();
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.submit(BrokerHarness.request("acme", "2", "hello"));

    InferenceResponse failed = broker.responses().getFirst();
    assertThat(failed.getStatus()).isEqualTo(TerminalStatus.FAILED);
    assertThat(failed.getError().getCode()).isEqualTo("INTERNAL");
    assertThat(broker.deadLetters())
        .singleElement()
        .extracting(DeadLetter::getReason)
        .isEqualTo("INTERNAL");
    assertThat(broker.decisions())
        .filteredOn(d -> d.getCorrelationId().equals("1"))
        .extracting(Decision::getKind)
        .doesNotContain("ADMITTED", "HELD", "DISPATCHED")
        .contains("ENDED", "DUPLICATE");
    assertThat(broker.work("alpha")).hasSize(1);
  }

  @Test
  @Tag("rule-5.3")
  void failsTheRequestOfATimerThatFailsByABugAndGoesOnWithTheOthers() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.submit(BrokerHarness.request("acme", "2", "hello").setTtlMs(30_000L));
    WorkItem first = broker.work("alpha").getFirst();
    broker.started(first, "c1");
    broker.failed(first, "REDELIVERED");
    broker.faulty.addAll(List.of("alpha", "beta"));
    broker.forward(Duration.ofSeconds(31));
    broker.tick();

    assertThat(broker.responses())
        .extracting(r -> r.getCorrelationId() + " " + r.getStatus())
        .containsExactly("1 FAILED", "2 EXPIRED");
  }

  @Test
  @Tag("rule-5.3")
  void decidesNothingAboutARecordAtWhichKafkaFailsHoweverOften() {
    InferenceRequest.Builder request = BrokerHarness.request("acme", "1", "hello");
    for (int thread = 0; thread < 3; thread++) {
      broker.broken.add("alpha");
      assertThatThrownBy(() -> broker.submit(request)).hasStackTraceContaining("says Kafka");
      restart(BrokerHarness.CONFIGURATION);
    }
    assertThat(broker.responses()).isEmpty();
    assertThat(broker.deadLetters()).isEmpty();

    broker.submit(request);

    assertThat(broker.work("alpha")).hasSize(1);
    assertThat(broker.responses()).isEmpty();
  }

  @Test
  @Tag("rule-5.3")
  void leavesATimerAtWhichKafkaFailsToTheNextThread() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    WorkItem first = broker.work("alpha").getFirst();
    broker.started(first, "c1");
    broker.failed(first, "REDELIVERED");
    broker.broken.addAll(List.of("alpha", "beta"));
    broker.forward(Duration.ofSeconds(31));

    assertThatThrownBy(broker::tick).hasStackTraceContaining("says Kafka");

    assertThat(broker.responses()).isEmpty();
  }

  @Test
  @Tag("rule-5.3")
  void leavesTheHeadOfAQueueAtWhichKafkaFailsToTheNextThread() {
    restart(MUCH.replace("max_unfinished_per_tenant: 10000", "max_unfinished_per_tenant: 1"));
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.submit(BrokerHarness.request("acme", "2", "hello"));
    WorkItem first = broker.work("alpha").getFirst();
    broker.started(first, "c1");
    broker.answered(first, "c1", "done");
    broker.broken.addAll(List.of("alpha", "beta"));

    assertThatThrownBy(() -> broker.forward(Duration.ofMillis(40)))
        .hasStackTraceContaining("says Kafka");

    assertThat(broker.responses())
        .extracting(InferenceResponse::getCorrelationId)
        .containsExactly("1");
  }

  @Test
  @Tag("rule-5.4")
  void putsARecordAsideThatEndedItsThreadTwiceAndAnswersItAsFailed() {
    InferenceRequest.Builder deadly = BrokerHarness.request("acme", "1", "hello");
    for (int thread = 0; thread < 2; thread++) {
      broker.deadly.add("alpha");
      assertThatThrownBy(() -> broker.submit(deadly)).isInstanceOf(LinkageError.class);
      restart(BrokerHarness.CONFIGURATION);
    }
    broker.deadly.add("alpha");
    broker.submit(deadly);
    broker.deadly.clear();
    broker.submit(BrokerHarness.request("acme", "2", "hello"));

    assertThat(broker.responses())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getStatus()).isEqualTo(TerminalStatus.FAILED);
          assertThat(response.getError().getCode()).isEqualTo("INTERNAL");
        });
    assertThat(broker.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.getReason()).isEqualTo("QUARANTINED");
          assertThat(letter.getSourceOffset()).isZero();
        });
    assertThat(broker.work("alpha")).as("the one behind it").hasSize(1);
  }

  @Test
  @Tag("rule-5.4")
  void putsARecordAsideUnreadWhenReadingItIsTheEndOfThreads() {
    DeadlySchemas schemas = new DeadlySchemas();
    byte[] deadly =
        new RecordCodec(schemas).encode(BrokerHarness.request("acme", "1", "hello").build());
    for (int thread = 0; thread < 3; thread++) {
      broker.close();
      broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state, schemas);
      schemas.deadly = true;
      assertThatThrownBy(() -> broker.pipeBytes(requests(), deadly, new RecordHeaders()))
          .isInstanceOf(LinkageError.class);
    }
    broker.close();
    schemas.deadly = false;
    broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state, schemas);
    schemas.deadly = true;
    broker.pipeBytes(requests(), deadly, new RecordHeaders());
    schemas.deadly = false;

    assertThat(broker.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("QUARANTINED"));
    assertThat(broker.responses()).isEmpty();
  }

  private String requests() {
    return broker.names.requests();
  }

  @Test
  @Tag("rule-5.2")
  void goesAroundAPartnerWhoseTopicWasNotSeenUntilItIs() {
    broker.unroutable.add("alpha");
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    assertThat(broker.work("alpha")).isEmpty();
    assertThat(broker.work("beta")).hasSize(1);

    broker.unroutable.clear();
    broker.submit(BrokerHarness.request("acme", "2", "hello"));
    assertThat(broker.work("alpha")).hasSize(1);
  }

  @Test
  @Tag("rule-5.12")
  void dispatchesNoMoreOfATenantThanMayBeUnfinishedAndAnothersAtOnce() {
    restart(MUCH.replace("max_unfinished_per_tenant: 10000", "max_unfinished_per_tenant: 3"));
    IntStream.range(0, 10)
        .forEach(i -> broker.submit(BrokerHarness.request("acme", "r" + i, "acme " + i)));
    List<WorkItem> items = broker.work("alpha");
    assertThat(items).hasSize(3);
    broker.submit(BrokerHarness.request("zeta", "1", "zeta"));
    assertThat(broker.work("alpha")).hasSize(1);

    broker.started(items.getFirst(), "c1");
    broker.answered(items.getFirst(), "c1", "done");
    broker.forward(Duration.ofMillis(40));
    assertThat(broker.work("alpha"))
        .extracting(item -> item.getMessages().getFirst().getContent())
        .containsExactly("acme 3");
  }

  @Test
  @Tag("rule-5.13")
  void firesNoMoreThanFiveHundredTimersAtATimeAndGoesOnWhereItStopped() {
    restart(MUCH);
    IntStream.range(0, 1_200)
        .forEach(i -> broker.submit(BrokerHarness.request("acme", "r" + i, "hello")));
    broker.forward(Duration.ofSeconds(61));

    broker.tick();
    assertThat(broker.responses()).hasSize(500);
    broker.forward(Duration.ofMillis(40));
    assertThat(broker.responses()).hasSize(500);
    broker.forward(Duration.ofMillis(40));
    assertThat(broker.responses()).hasSize(200);
  }

  /** Our own records' schemas; while it is deadly, reading any record ends the thread. */
  private static final class DeadlySchemas implements SchemaIds {
    private final SchemaIds sound = InMemorySchemas.ofProject();
    private boolean deadly;

    @Override
    public int idOf(Schema schema) {
      return sound.idOf(schema);
    }

    @Override
    public Optional<Schema> cached(int id) {
      if (deadly) {
        throw new LinkageError("the end of the thread, by schema " + id);
      }
      return sound.cached(id);
    }

    @Override
    public SchemaLookup lookUp(int id) {
      return sound.lookUp(id);
    }
  }
}
