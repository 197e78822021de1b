package dev.barnabas.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.schemas.InferenceResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  @Test
  void saysForEachPromiseWhatWasExamined() {
    String text = printed(World.ofEveryKind().verify());

    assertThat(text.lines())
        .allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.matches("P1 .* held"))
        .anyMatch(line -> line.matches(" {6}[0-9]+ request records, .*"))
        .anyMatch(line -> line.matches("P6 .* not measured here"))
        .anyMatch(line -> line.equals("Every promise that can be measured here held."));
  }

  @Test
  void namesAViolationWithItsIdsAndCoordinates() {
    World world = World.ofEveryKind();
    world.topics.repeat(InferenceResponse.class, r -> r.getCorrelationId().equals("done-1"));

    assertThat(printed(world.verify()).lines())
        .anyMatch(line -> line.matches("P1 .* VIOLATED 1x"))
        .anyMatch(line ->
            line.matches(
                " +RESPONSE_DOUBLED tenant-a/done-1: .* \\[inference\\.responses/[0-9]/[0-9]+]"));
  }

  @Test
  void saysTheSameToPrograms() throws Exception {
    World world = World.ofEveryKind();
    world.topics.repeat(InferenceResponse.class, r -> r.getCorrelationId().equals("done-1"));

    JsonNode json = new JsonMapper().readTree(ReportJson.of(world.verify()));

    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.at("/promises/0/violations/0/code").asText()).isEqualTo("RESPONSE_DOUBLED");
    assertThat(json.at("/promises/5/outcome").asText()).isEqualTo("NOT_MEASURED");
  }

  private static String printed(VerifyReport report) {
    StringWriter text = new StringWriter();
    ReportText.print(report, new PrintWriter(text), 20);
    return text.toString();
  }
}
