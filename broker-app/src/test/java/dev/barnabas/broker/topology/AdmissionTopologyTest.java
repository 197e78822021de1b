package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WorkItem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTopologyTest {
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

  private InferenceResponse only() {
    List<InferenceResponse> responses = broker.responses();
    assertThat(responses).hasSize(1);
    return responses.getFirst();
  }

  @Test
  void sendsARedactedItemToTheFirstPartnerAndNothingThatNamesTheTenant() {
    broker.submit(BrokerHarness.request("acme", "order-1", "write to jane@example.com"));

    List<WorkItem> items = broker.work("alpha");
    assertThat(items).hasSize(1);
    WorkItem item = items.getFirst();
    assertThat(item.getMessages().getFirst().getContent()).isEqualTo("write to <EMAIL_1>");
    assertThat(item.getModel()).isEqualTo("alpha-1");
    assertThat(item.getMaxOutputTokens()).isEqualTo(100);
    assertThat(item.toString()).doesNotContain("acme", "order-1", "jane");
    assertThat(broker.decisions())
        .extracting(Decision::getKind)
        .containsExactly("ADMITTED", "HELD", "DISPATCHED");
  }

  @Test
  void acceptsTheSameFieldsAsJson() {
    String json =
        """
        {"modelId":"fast","prompt":"hello","parameters":{"maxTokens":7},
         "metadata":{"tenantId":"acme","correlationId":"j1"}}\
        """;
    broker.pipeBytes(
        broker.names.requests(),
        json.getBytes(StandardCharsets.UTF_8),
        new RecordHeaders()
            .add("content-type", "application/json".getBytes(StandardCharsets.US_ASCII)));

    assertThat(broker.work("alpha").getFirst().getMaxOutputTokens()).isEqualTo(7);
  }

  @Test
  @Tag("rule-7.1")
  @Tag("rule-7.3")
  void publishesNothingForTheSameRequestAgain() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.submit(BrokerHarness.request("acme", "1", "hello").setTtlMs(5_000L));

    assertThat(broker.work("alpha")).hasSize(1);
    Decision duplicate = broker.decisions().getLast();
    assertThat(duplicate.getKind()).isEqualTo("DUPLICATE");
    assertThat(duplicate.getFirstOffset()).isZero();
  }

  @Test
  @Tag("rule-7.1")
  void refusesOtherContentUnderTheSameIdAndLetsTheFirstStand() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.submit(BrokerHarness.request("acme", "1", "something else"));

    assertThat(broker.work("alpha")).hasSize(1);
    assertThat(broker.responses()).isEmpty();
    assertThat(broker.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.getReason()).isEqualTo("IDEMPOTENCY_CONFLICT");
          assertThat(letter.getSourceOffset()).isEqualTo(1);
        });
  }

  @Test
  void keepsTwoTenantsWithTheSameIdApart() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.submit(BrokerHarness.request("umbrella", "1", "goodbye"));

    assertThat(broker.work("alpha")).hasSize(2);
    assertThat(broker.deadLetters()).isEmpty();
  }

  @Test
  void rejectsAnUnknownModelAndNamesTheField() {
    broker.submit(BrokerHarness.request("acme", "1", "hello").setModelId("nonesuch"));

    InferenceResponse response = only();
    assertThat(response.getStatus()).isEqualTo(TerminalStatus.REJECTED);
    assertThat(response.getError().getCode()).isEqualTo("UNKNOWN_MODEL");
    assertThat(response.getError().getField()).isEqualTo("modelId");
    assertThat(response.getRequestFingerprint()).isNotBlank();
  }

  @Test
  @Tag("rule-3.6")
  void rejectsAnEmptyPromptAbsurdParametersAndAPastDeadline() {
    broker.submit(BrokerHarness.request("acme", "1", " "));
    broker.submit(
        BrokerHarness.request("acme", "2", "x")
            .setParameters(Parameters.newBuilder().setTemperature(9.0).build()));
    broker.submit(
        BrokerHarness.request("acme", "3", "x").setDeadline(BrokerHarness.START.minusSeconds(1)));
    broker.submit(
        BrokerHarness.request("acme", "4", "x").setTtlMs(Duration.ofDays(400).toMillis()));
    broker.submit(
        BrokerHarness.request("acme", "5", "x")
            .setParameters(Parameters.newBuilder().setMaxTokens(-3).build()));

    assertThat(broker.responses())
        .extracting(r -> r.getError().getCode() + " " + r.getError().getField())
        .containsExactly(
            "FIELD_MISSING prompt",
            "FIELD_INVALID parameters.temperature",
            "DEADLINE_PASSED deadline",
            "DEADLINE_TOO_FAR ttlMs",
            "FIELD_INVALID parameters.maxTokens");
    assertThat(broker.work("alpha")).isEmpty();
  }

  @Test
  @Tag("rule-7.3")
  void answersARejectedRequestOnceHoweverOftenItComes() {
    InferenceRequest.Builder bad = BrokerHarness.request("acme", "1", "hello").setModelId("none");
    broker.submit(bad);
    broker.submit(bad);

    assertThat(broker.responses()).hasSize(1);
  }

  @Test
  @Tag("rule-2.9")
  void refusesWhatIsLargerThanAnEmptyWindow() {
    broker.submit(
        BrokerHarness.request("acme", "1", "hello")
            .setParameters(Parameters.newBuilder().setMaxTokens(200_000).build()));

    assertThat(only().getError().getCode()).isEqualTo("EXCEEDS_LIMIT");
  }

  @Test
  void refusesWhenTheMonthHasNoRoomAndReservesToTheLastToken() {
    for (int i = 0; i < 3; i++) {
      broker.submit(
          BrokerHarness.request("acme", "big-" + i, "hello")
              .setParameters(Parameters.newBuilder().setMaxTokens(40_000).build()));
    }

    assertThat(broker.work("alpha")).hasSize(2);
    assertThat(only().getError().getCode()).isEqualTo("QUOTA_EXCEEDED");
  }

  @Test
  void refusesEverythingWithoutQuota() {
    broker.close();
    broker =
        new BrokerHarness(
            BrokerHarness.CONFIGURATION.substring(0, BrokerHarness.CONFIGURATION.indexOf("quotas")),
            1,
            state);

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(only().getError().getCode()).isEqualTo("NO_QUOTA");
  }

  @Test
  @Tag("rule-2.9")
  void parksWhatAMinuteHasNoRoomForAndReleasesItInOrder() {
    for (int i = 0; i < 62; i++) {
      broker.submit(BrokerHarness.request("acme", "r-" + i, "hello " + i).setTtlMs(600_000L));
    }
    assertThat(broker.work("alpha")).hasSize(60);

    broker.forward(Duration.ofSeconds(30));
    assertThat(broker.work("alpha")).isEmpty();

    broker.forward(Duration.ofSeconds(31));
    assertThat(broker.work("alpha"))
        .extracting(item -> item.getMessages().getFirst().getContent())
        .containsExactly("hello 60", "hello 61");
    assertThat(broker.responses()).isEmpty();
  }

  @Test
  @Tag("rule-3.3")
  void startsNoStateForARequestOfATenantThatIsNotOnTheList() {
    broker.close();
    broker = new BrokerHarness(BrokerHarness.CONFIGURATION + "tenants: {acme: {}}\n", 1, state);

    broker.submit(BrokerHarness.request("stranger", "1", "hello"));

    assertThat(broker.responses()).isEmpty();
    assertThat(broker.decisions()).isEmpty();
    assertThat(broker.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("UNKNOWN_TENANT"));
  }

  @Test
  @Tag("rule-3.6")
  void deadLettersARequestOlderThanTheDedupeWindow() {
    broker.pipe(broker.names.requests(), BrokerHarness.request("acme", "a", "x").build());
    broker.forward(Duration.ofDays(2));
    broker
        .driver
        .createInputTopic(
            broker.names.requests(),
            new org.apache.kafka.common.serialization.ByteArraySerializer(),
            new org.apache.kafka.common.serialization.ByteArraySerializer())
        .pipeInput(
            new byte[] {1},
            broker.codec.encode(BrokerHarness.request("acme", "old", "x").build()),
            BrokerHarness.START);

    assertThat(broker.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("TOO_OLD"));
  }

  @Test
  @Tag("rule-6.1")
  void readsConfigurationOnlyWithAProofAndUsesItFromThenOn() {
    String stricter = BrokerHarness.CONFIGURATION.replace("100000", "50");
    broker.activate(BrokerHarness.activation(2, stricter), false);
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    assertThat(broker.work("alpha")).hasSize(1);
    assertThat(broker.deadLetters()).hasSize(1);

    broker.activate(BrokerHarness.activation(3, stricter), true);
    broker.submit(BrokerHarness.request("acme", "2", "hello"));

    assertThat(only().getError().getCode()).isEqualTo("EXCEEDS_LIMIT");
    assertThat(broker.decisions().getLast().getConfigurationVersion()).isEqualTo(3);
  }
}
