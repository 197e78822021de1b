package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.topics.HomePartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OwnTopicsTopologyTest extends SignedRecords {
  @Test
  @Tag("rule-5.14")
  void believesTheTopicOfTheTenantsOwn() {
    try (BrokerHarness b = start(TENANTS + "authentication: topics\n")) {
      String own = b.names.requests("acme");
      b.pipeBytes(own, request("acme", "1"), new RecordHeaders());
      b.pipeBytes(own, request("globex", "1"), new RecordHeaders());
      b.pipeBytes(b.names.requests(), request("acme", "2"), new RecordHeaders());
      b.pipeBytes(b.names.control(), cancel("acme", "1"), new RecordHeaders());
      b.pipeBytes(b.names.requests("globex"), cancel("acme", "1"), new RecordHeaders());

      assertThat(b.work("alpha")).hasSize(1);
      assertThat(details())
          .containsExactly(
              "UNAUTHENTICATED TOPIC_OF_ANOTHER_TENANT",
              "UNAUTHENTICATED NO_TOPIC_OF_ITS_OWN",
              "UNAUTHENTICATED NO_TOPIC_OF_ITS_OWN",
              "UNAUTHENTICATED TOPIC_OF_ANOTHER_TENANT");

      b.pipeBytes(own, cancel("acme", "1"), new RecordHeaders());
      assertThat(b.decisions())
          .filteredOn(d -> d.getKind().equals("ENDED"))
          .singleElement()
          .satisfies(d -> assertThat(d.getStatus()).isEqualTo("CANCELLED"));
    }
  }

  @Test
  void demandsBothProofsWhereBothAreConfigured() {
    try (BrokerHarness b =
        start(TENANTS + "authentication: {mode: signed_and_topics, jwks: j.json}\n")) {
      String own = b.names.requests("acme");
      byte[] value = request("acme", "1");
      b.pipeBytes(own, value, new RecordHeaders());
      submit(ACME, "acme", "1");
      String other = b.names.requests("globex");
      b.pipeBytes(other, value, signed(ACME, other, "acme", "1", value));
      assertThat(details())
          .containsExactly(
              "UNAUTHENTICATED SIGNATURE_MISSING",
              "UNAUTHENTICATED NO_TOPIC_OF_ITS_OWN",
              "UNAUTHENTICATED TOPIC_OF_ANOTHER_TENANT");
      assertThat(b.work("alpha")).isEmpty();

      b.pipeBytes(own, value, signed(ACME, own, "acme", "1", value));
      assertThat(b.work("alpha")).hasSize(1);
    }
  }

  @Test
  void believesAMovedRecordByWhereItWasFirstWritten() {
    try (BrokerHarness b = start(TENANTS + "authentication: topics\n")) {
      byte[] value = request("acme", "1");
      b.pipeBytes(
          b.names.misplaced(),
          value,
          b.moved(b.names.requests("acme"), 3, 42, value, new RecordHeaders()));

      assertThat(b.work("alpha")).hasSize(1);
      assertThat(b.deadLetters()).isEmpty();
    }
  }

  @Test
  void checksTheSignatureOfAMovedRecordAgainAndAgainstItsFirstTopic() {
    try (BrokerHarness b = start(SIGNED)) {
      byte[] value = request("acme", "1");
      String topic = b.names.requests();
      Headers good = signed(ACME, topic, "acme", "1", value);
      b.pipeBytes(b.names.misplaced(), value, b.moved(topic, 3, 41, value, new RecordHeaders()));
      b.pipeBytes(
          b.names.misplaced(), value, b.moved(b.names.requests("acme"), 3, 42, value, good));
      assertThat(details())
          .containsExactly("UNAUTHENTICATED SIGNATURE_MISSING", "UNAUTHENTICATED TOPIC_DIFFERS");

      b.pipeBytes(b.names.misplaced(), value, b.moved(topic, 3, 43, value, good));
      assertThat(b.work("alpha")).hasSize(1);
    }
  }

  /** The origin says whose a record is, so nobody else may write one. */
  @Test
  @Tag("rule-5.7")
  void refusesAMovedRecordWithAnOriginThatIsNotOurWord() {
    try (BrokerHarness b = start(TENANTS + "authentication: topics\n")) {
      byte[] value = request("acme", "1");
      Headers real = b.moved(b.names.requests("acme"), 3, 42, value, new RecordHeaders());
      Headers bare = new RecordHeaders(real.toArray());
      bare.remove(OriginProof.PROOF);
      Headers elsewhere = new RecordHeaders(real.toArray());
      elsewhere.remove("barnabas-origin");
      elsewhere.add("barnabas-origin", "inference.requests.acme/3/43/0".getBytes(UTF_8));
      b.pipeBytes(b.names.misplaced(), value, bare);
      b.pipeBytes(b.names.misplaced(), value, elsewhere);
      b.pipeBytes(b.names.misplaced(), request("acme", "2"), real);
      b.pipeBytes(b.names.misplaced(), value, new RecordHeaders());

      assertThat(details())
          .containsExactly(
              "UNAUTHENTICATED ORIGIN_NOT_PROVEN",
              "UNAUTHENTICATED ORIGIN_NOT_PROVEN",
              "UNAUTHENTICATED ORIGIN_NOT_PROVEN",
              "UNREADABLE NO_ORIGIN");
      assertThat(b.work("alpha")).isEmpty();
    }
  }

  @Test
  void movesNoUnauthenticatedRecord() {
    try (BrokerHarness b = start(SIGNED, 2)) {
      String tenant = HomePartition.of("acme", 2) == 0 ? "globex" : "acme";
      b.submit(BrokerHarness.request(tenant, "1", "hello"));

      assertThat(details()).containsExactly("UNAUTHENTICATED SIGNATURE_MISSING");
      assertThat(b.raw(b.names.misplaced())).isEmpty();
    }
  }

  @Test
  @Tag("rule-5.2")
  void refusesATenantWhoseResponseTopicWasNotSeen() {
    try (BrokerHarness b = start(SIGNED)) {
      b.unanswerable.add("acme");
      submit(ACME, "acme", "1");

      assertThat(details()).containsExactly("UNKNOWN_TENANT RESPONSE_TOPIC_MISSING");
      assertThat(b.work("alpha")).isEmpty();
    }
  }

  @Test
  void takesNoCancellationFromTheSharedRequestTopic() {
    try (BrokerHarness b = start(SIGNED)) {
      byte[] wish = cancel("acme", "1");
      String topic = b.names.requests();
      b.pipeBytes(topic, wish, signed(ACME, topic, "acme", "1", wish));

      assertThat(b.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("UNREADABLE"));
    }
  }
}
