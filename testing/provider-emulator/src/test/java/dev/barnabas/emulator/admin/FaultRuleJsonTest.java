package dev.barnabas.emulator.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.fault.Latency;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultRuleJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static FaultRule read(String quoted) throws IOException {
    return FaultRuleJson.read(JSON.readTree(quoted.replace('\'', '"')));
  }

  @Test
  void readsEveryField() throws Exception {
    FaultRule rule =
        read(
            "{'id':'x','provider':'a','model':'m','fault':'429-after','probability':0.5,"
                + "'count':3,'retryAfterSeconds':7,'latency':{'kind':'fixed','ms':5}}");

    assertThat(rule)
        .isEqualTo(
            new FaultRule(
                "x",
                "a",
                "m",
                new Fault(FaultKind.RATE_LIMITED_AFTER, Duration.ofSeconds(7), null, null, null),
                0.5,
                3,
                new Latency.Fixed(Duration.ofMillis(5))));
  }

  @Test
  void defaultsToEveryCallOfEveryProvider() throws Exception {
    FaultRule rule = read("{'fault':'hang'}");

    assertThat(rule.id()).isEqualTo("*/*/hang");
    assertThat(rule.probability()).isEqualTo(1);
    assertThat(rule.provider()).isNull();
    assertThat(rule.count()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "{'fault':'oops'} | fault: unknown kind 'oops'",
        "{'fault':'500','colour':'red'} | colour: unknown field",
        "{'fault':'500','count':'many'} | count: expected a whole number",
        "{'fault':'500','count':0} | count is below 1",
        "{'fault':'500','probability':2} | probability outside 0..1",
        "{'latency':{'kind':'normal'}} | latency.kind",
        "{'latency':{'kind':'uniform','minMs':1}} | latency.maxMs",
        "[] | a rule is a JSON object"
      },
      delimiter = '|')
  void namesTheFieldThatIsWrong(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(json))
        .withMessageContaining(message);
  }

  @Test
  void readsBackWhatItWrites() throws Exception {
    FaultRule rule =
        read("{'fault':'drip','bytes':3,'intervalMs':20,'latency':'uniform:1:2','count':9}");

    assertThat(FaultRuleJson.read(FaultRuleJson.write(rule, 4))).isEqualTo(rule);
  }

  @Test
  void readsRulesOfTheCommandLine() throws Exception {
    assertThat(FaultRuleText.read("a/m=429-after,probability=0.5,retryAfterSeconds=7,count=3"))
        .isEqualTo(
            read(
                "{'provider':'a','model':'m','fault':'429-after','probability':0.5,"
                    + "'retryAfterSeconds':7,'count':3}"));
    assertThat(FaultRuleText.read("503")).isEqualTo(read("{'fault':'503'}"));
    assertThat(FaultRuleText.read("*/m=none,latency=uniform:1:2"))
        .isEqualTo(read("{'model':'m','fault':'none','latency':'uniform:1:2'}"));
    assertThat(FaultRuleText.read("{\"fault\":\"503\"}")).isEqualTo(read("{'fault':'503'}"));
  }

  @Test
  void refusesRulesOfTheCommandLineThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> FaultRuleText.read("a=oops"));
    assertThatIllegalArgumentException().isThrownBy(() -> FaultRuleText.read("503,count"));
    assertThatIllegalArgumentException().isThrownBy(() -> FaultRuleText.read("503,count=x"));
    assertThatIllegalArgumentException().isThrownBy(() -> FaultRuleText.read("{oops"));
  }
}
