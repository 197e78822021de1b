package dev.barnabas.cli.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);

  private final List<String> lines = new ArrayList<>();
  private final CanonicalText text = new CanonicalText("acme", MONTH, lines::add);

  @Test
  void writesEveryFieldThatAStatementRestsOn() {
    var event = MeteredEvents.usage("c1").setCostCentre("legal").setLatencyMs(5L).build();

    text.add(event);

    assertThat(lines)
        .containsExactly(
            "barnabas-statement-1",
            "tenant\tacme",
            "month\t2026-11",
            String.join(
                "\t",
                "event",
                event.getEventId(),
                "USAGE",
                "2026-11",
                "\\N",
                "c1",
                "call-c1",
                "alpha",
                "gpt",
                "standard",
                "REALTIME",
                "\\N",
                "legal",
                "\\N",
                "SUCCESS",
                "USD",
                "first",
                "0.00028",
                "0.00056",
                "110",
                "0",
                "2026-11-20T10:00:00Z",
                "2026-11-20T10:00:02Z"),
            "line\tinput\t100\tPROVIDER_REPORTED\t0.000002\t0.0002",
            "line\toutput\t10\tPROVIDER_REPORTED\t0.000008\t0.00008");
  }

  @Test
  void isTheSha256OfItsLines() throws Exception {
    text.add(MeteredEvents.usage("c1").build());
    text.add(MeteredEvents.unpriced("c2").build());

    String all = String.join("\n", lines) + "\n";
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
    assertThat(text.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
  }

  @Test
  void keepsATextApartFromTheSeparatorsInIt() {
    text.add(MeteredEvents.usage("c1").setCostCentre("a\tb\nc\\d\re").setVariant("\\N").build());

    assertThat(lines.get(3)).contains("\ta\\tb\\nc\\\\d\\re\t").contains("\t\\\\N\t");
    assertThat(lines.get(3).split("\t", -1)).hasSize(23);
  }

  @Test
  void tellsWhatIsAbsentFromWhatIsZero() {
    text.add(MeteredEvents.usage("c1").setProviderCost(null).build());
    String absent = lines.get(3);
    text.add(MeteredEvents.usage("c1").setProviderCost(MeteredEvents.decimal("0")).build());

    assertThat(absent.split("\t", -1)[17]).isEqualTo("\\N");
    assertThat(lines.get(6).split("\t", -1)[17]).isEqualTo("0");
  }

  @Test
  void changesWithTheOrderOfTheLog() {
    var one = MeteredEvents.usage("c1").build();
    var other = MeteredEvents.usage("c2").build();
    text.add(one);
    text.add(other);
    CanonicalText swapped = new CanonicalText("acme", MONTH, _ -> {});
    swapped.add(other);
    swapped.add(one);

    assertThat(swapped.sha256()).isNotEqualTo(text.sha256());
  }
}
