package dev.barnabas.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.cli.ledger.MeteredEvents;
import dev.barnabas.cli.ledger.Position;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.CloudEventHeaders;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class CloudEventJsonTest {
  private static final UsageEvent EVENT =
      MeteredEvents.reversal("c1").setCostCentre("a\nb").build();
  private static final String LINE =
      CloudEventJson.of(new LoggedUsage(new Position(3, 77), EVENT, "/broker-app"));

  @Test
  void hasTheIdentityOfTheRecordsHeaders() throws Exception {
    JsonNode json = new JsonMapper().readTree(LINE);
    Headers headers = CloudEventHeaders.of(EVENT, "/broker-app");

    for (String name : new String[] {"id", "source", "specversion", "type", "time", "subject"}) {
      assertThat(json.get(name).asText())
          .isEqualTo(new String(headers.lastHeader("ce_" + name).value(), UTF_8));
    }
    assertThat(json.get("sequence").asText()).isEqualTo("00000000000000000077");
  }

  @Test
  void writesAmountsAsTextInOneLine() throws Exception {
    JsonNode json = new JsonMapper().readTree(LINE);

    assertThat(LINE).doesNotContain("\n");
    assertThat(json.at("/data/providerCost").isTextual()).isTrue();
    assertThat(json.at("/data/providerCost").asText()).isEqualTo("-0.00028");
    assertThat(json.at("/data/lines/0/quantity").asText()).isEqualTo("-100");
    assertThat(json.at("/data/costCentre").asText()).isEqualTo("a\nb");
  }
}
