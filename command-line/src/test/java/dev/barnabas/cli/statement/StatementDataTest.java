package dev.barnabas.cli.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.MeteredEvents;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A statement for spreadsheets and programs. */
class StatementDataTest {
  private static final Statement STATEMENT =
      StatementFoldTest.statement(
          Closes.none(),
          YearMonth.of(2026, 11),
          MeteredEvents.usage("c1").setCostCentre("=HYPERLINK(\"x\")").setUserRef("-u"),
          MeteredEvents.unpriced("c2"),
          MeteredEvents.reversal("c1"));

  @Test
  void hasAsManyCellsInEveryRowAsThereAreTitles() {
    List<String> lines = StatementCsv.of(STATEMENT);

    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(line.replaceAll("\"(\"\"|[^\"])*\"", "").chars().filter(c -> c == ','))
                .as(line)
                .hasSize(19));
  }

  @Test
  void givesASpreadsheetNoFormula() {
    List<String> lines = StatementCsv.of(STATEMENT);

    assertThat(lines).anyMatch(line -> line.contains("\"'=HYPERLINK(\"\"x\"\")\""));
    assertThat(lines).anyMatch(line -> line.contains(",'-u,"));
    assertThat(lines).noneMatch(line -> line.matches("(.*,)?[=+@].*"));
  }

  @Test
  void leavesNumbersNumbersAndWhatIsNotKnownEmpty() {
    List<String> lines = StatementCsv.of(STATEMENT);

    assertThat(lines)
        .anyMatch(line ->
            line.equals(
                "correction,USD,2026-11,REVERSAL,,alpha,gpt,,,,first,,,1,-1,0,0,-110,-0.00028,-0.00056"));
    assertThat(lines)
        .anyMatch(line ->
            line.equals(
                "line,USD,2026-11,USAGE,,alpha,new-model,standard,input,PROVIDER_REPORTED,,,7,1,,,,,,"));
  }

  @Test
  void writesAmountsAsTextInJson() throws Exception {
    JsonNode json = new JsonMapper().readTree(StatementJson.of(STATEMENT));

    assertThat(json.at("/accounts/0/usage/cost").isTextual()).isTrue();
    assertThat(json.at("/accounts/0/usage/cost").asText()).isEqualTo("0.00028");
    assertThat(json.at("/accounts/0/total/calls").asInt()).isEqualTo(1);
    assertThat(json.at("/accounts/0/lines/2/cost").isNull()).isTrue();
    assertThat(json.at("/standing/state").asText()).isEqualTo("OPEN");
    assertThat(json.at("/sha256").asText()).isEqualTo(STATEMENT.sha256());
  }
}
