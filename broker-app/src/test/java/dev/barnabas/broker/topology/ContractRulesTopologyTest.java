package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route's rule makes of an answer that breaks its contract. */
class ContractRulesTopologyTest {
  private static final String BROKEN = "{\"reply\": 7}";

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

  private WorkItem submitted(String rule) {
    broker.close();
    broker =
        new BrokerHarness(
            BrokerHarness.CONFIGURATION.replace(
                "max_output_tokens: 100, deadline",
                "schema: answer.json, degrade: {template: later}, "
                    + rule
                    + ", max_output_tokens: 100, deadline"),
            1,
            state);
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    return broker.work("alpha").getLast();
  }

  private InferenceResponse answered(WorkItem item) {
    broker.started(item, "c1");
    broker.answered(item, "c1", BROKEN);
    return broker.responses().getFirst();
  }

  @Test
  void degradesAtOnceWhereTheRouteSaysSo() {
    InferenceResponse response = answered(submitted("on_contract_violation: degrade"));

    assertThat(response.getStatus()).isEqualTo(TerminalStatus.DEGRADED);
    assertThat(response.getContent()).isEqualTo("later");
    assertThat(response.getTokensUsed()).isZero();
    assertThat(broker.work("beta")).isEmpty();
  }

  @Test
  void failsAtOnceWhereTheRouteSaysSoAndNamesPlaceAndKeyword() {
    InferenceResponse response = answered(submitted("on_contract_violation: fail"));

    assertThat(response.getStatus()).isEqualTo(TerminalStatus.FAILED);
    assertThat(response.getError().getCode()).isEqualTo("CONTRACT_VIOLATED");
    assertThat(response.getError().getMessage()).contains("/reply type").doesNotContain("7");
    assertThat(broker.work("beta")).isEmpty();
  }

  @Test
  void recordsInShadowModeAndLetsTheAnswerPass() {
    WorkItem item = submitted("schema_mode: shadow");
    assertThat(item.getResponseFormat()).isNull();

    assertThat(answered(item).getContent()).isEqualTo(BROKEN);
    assertThat(broker.decisions())
        .filteredOn(d -> d.getKind().equals("SHADOWED"))
        .extracting(Decision::getCode)
        .containsExactly("CONTRACT_VIOLATED type");
  }

  @Test
  void checksNothingWhereTheModeIsOff() {
    assertThat(answered(submitted("schema_mode: off")).getContent()).isEqualTo(BROKEN);
    assertThat(broker.decisions()).extracting(Decision::getKind).doesNotContain("SHADOWED");
  }
}
