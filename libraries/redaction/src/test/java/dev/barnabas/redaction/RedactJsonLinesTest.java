package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.redaction.RedactJsonLines.BadLine;
import dev.barnabas.redaction.RedactJsonLines.Summary;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RedactJsonLinesTest {

  @Test
  void redactsGoodLinesAndReportsBadOnesByNumber() throws Exception {
    String input =
        """
        {"id": 7, "text": "\uD83D\uDE00 kim@corp.example"}

        nonsense
        {"id": "b", "text": 5}
        {"text": "x"}
        [1]
        {"id": "c", "text": "nothing"}
        """;
    StringWriter out = new StringWriter();

    Summary summary =
        new RedactJsonLines(RedactionEngine.create()).run(new StringReader(input), out);

    assertThat(out.toString().lines())
        .containsExactly(
            "{\"id\":7,\"redacted\":\"\uD83D\uDE00 <EMAIL_1>\",\"spans\":[[2,18,\"EMAIL\"]]}",
            "{\"id\":\"c\",\"redacted\":\"nothing\",\"spans\":[]}");
    assertThat(summary.redacted()).isEqualTo(2);
    assertThat(summary.badLines())
        .containsExactly(
            new BadLine(3, "not JSON"),
            new BadLine(4, "text: must be a string"),
            new BadLine(5, "id: must be a string or a number"),
            new BadLine(6, "not a JSON object"));
  }
}
