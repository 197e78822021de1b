package dev.barnabas.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final String RECEIVED =
      """
      {"event":"RECEIVED","callSeq":1,"kind":"INFERENCE","provider":"alpha","attempt":"a","call":"c"}\
      """;
  private static final String ENDED =
      """
      {"event":"ENDED","callSeq":1,"status":200,"fault":"none","billed":true,"usage":{"inputTokens":3,"outputTokens":4,"cachedInputTokens":1,"reasoningTokens":2}}\
      """;

  @Test
  void joinsACallWithItsEnd() {
    assertThat(Ledger.parse("f", List.of(RECEIVED, ENDED)))
        .containsExactly(
            new LedgerCall(
                "f:1",
                "INFERENCE",
                "alpha",
                "a",
                "c",
                new LedgerCall.End(200, "none", true, 3, 4, 1, 2)));
  }

  @Test
  void keepsACallThatNeverEnded() {
    assertThat(Ledger.parse("f", List.of(RECEIVED)))
        .singleElement()
        .satisfies(call -> assertThat(call.end()).isNull());
  }

  @Test
  void leavesOutWhatIsNotOurs() {
    String foreign = RECEIVED.replace("\"call\":\"c\"", "\"call\":null");
    String other = RECEIVED.replace("INFERENCE", "OTHER");

    assertThat(Ledger.parse("f", List.of(foreign, other))).isEmpty();
  }

  @Test
  void takesALastLineThatAKillCutOff() {
    assertThat(Ledger.parse("f", List.of(RECEIVED, ENDED.substring(0, 40)))).hasSize(1);
  }

  @Test
  void namesTheLineThatIsNone() {
    assertThatThrownBy(() -> Ledger.parse("f", List.of("{", RECEIVED)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("f:1: not JSON");
    assertThatThrownBy(() -> Ledger.parse("f", List.of("{\"event\":\"?\"}")))
        .hasMessage("f:1: event must be RECEIVED or ENDED");
  }
}
