package dev.barnabas.cli.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Cut;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.MeteredEvents;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Position;
import dev.barnabas.schemas.UsageEvent;
import java.io.StringReader;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class StatementHtmlTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final Instant READ = Instant.parse("2026-12-04T00:00:00Z");
  private static final String EVIL = "<script>alert(1)</script>\"'&\u202e";

  @Test
  void showsEveryAmountToItsLastDigit() {
    String page =
        page(
            MeteredEvents.usage("c1"),
            MeteredEvents.usage("c2")
                .setProviderCost(MeteredEvents.decimal("1234567.000000000000000001")));

    assertThat(page).contains("1\u202f234\u202f567.000280000000000001");
  }

  @Test
  void takesNoTextForMarkup() {
    String page =
        StatementHtml.of(
            statement(
                EVIL,
                Closes.none(),
                MeteredEvents.usage(EVIL, "c1")
                    .setPartnerId(EVIL)
                    .setRequestModel(EVIL)
                    .setServiceTier(EVIL)
                    .setCostCentre(EVIL)
                    .setUserRef(EVIL)
                    .setPriceBookVersion(EVIL)));

    assertThat(page)
        .doesNotContain("<script", "\u202e")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\\u202e");
  }

  @Test
  void loadsNothing() {
    String page = page(MeteredEvents.usage("c1"), MeteredEvents.reversal("c1"));

    assertThat(page)
        .doesNotContain("src=", "href=", "@import", "url(", "http://", "https://")
        .contains("default-src 'none'");
  }

  @Test
  void namesWhatIsNotKnown() {
    String page =
        page(MeteredEvents.unpriced("c1"), MeteredEvents.usage("c2").setOutcome("UNKNOWN"));

    assertThat(page)
        .contains("No price is known for 1 of the calls", "it is not zero")
        .contains("How 1 of the calls ended is not known")
        .contains("<em>not known</em>");
    assertThat(page(MeteredEvents.usage("c1"))).doesNotContain("<em>", "Not known");
  }

  @Test
  void saysPlainlyWhatItIsWorth() {
    assertThat(page(MeteredEvents.usage("c1"))).contains("standing open");

    MonthClose close =
        new MonthClose(
            MONTH,
            new Cut(READ, new TreeMap<>(Map.of(0, 9L))),
            new TreeSet<>(),
            new TreeMap<>(),
            READ,
            EVIL);
    String broken =
        StatementHtml.of(statement("acme", Closes.none().with(close), MeteredEvents.usage("c1")));
    assertThat(broken).contains("standing broken", "Does not hold").doesNotContain("<script");
  }

  @Test
  void isWellFormed() throws Exception {
    String page =
        page(
            MeteredEvents.usage("c1"),
            MeteredEvents.unpriced("c2"),
            MeteredEvents.reversal("c1"),
            MeteredEvents.adjustment("c2"));
    String xml =
        page.replaceFirst("<!doctype html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));

    NodeList rows = document.getElementsByTagName("tr");
    assertThat(rows.getLength()).isGreaterThan(10);
    assertThat(document.getElementsByTagName("rect").getLength()).isPositive();
  }

  @Test
  void saysThatNothingWasMetered() {
    assertThat(page()).contains("Nothing was metered");
  }

  @Test
  void namesRecordsThatCannotBeCounted() {
    StatementFold fold = new StatementFold("acme", MONTH, Closes.none(), _ -> {});
    fold.add(new LogEntry.Refused(new Position(0, 77), "TRUNCATED byte 5"));

    assertThat(StatementHtml.of(fold.statement(78, READ))).contains("0:77", "TRUNCATED byte 5");
  }

  private static String page(UsageEvent.Builder... events) {
    return StatementHtml.of(statement("acme", Closes.none(), events));
  }

  private static Statement statement(String tenant, Closes closes, UsageEvent.Builder... events) {
    StatementFold fold = new StatementFold(tenant, MONTH, closes, _ -> {});
    for (int offset = 0; offset < events.length; offset++) {
      fold.add(new LogEntry.Counted(MeteredEvents.at(offset, events[offset])));
    }
    return fold.statement(events.length, READ);
  }
}
