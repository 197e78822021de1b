package dev.barnabas.cli.statement;

import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.statement.Html.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A statement as one page of HTML that loads nothing: for a screen of any width, light or dark, and
 * for paper. Amounts are exact, every digit of them.
 */
public final class StatementHtml {
  private static final String CALLS = "calls";
  private static final String EVENTS = "events";
  private static final String TOKENS = "tokens charged";

  private final Statement statement;
  private final StringBuilder page = new StringBuilder();

  private StatementHtml(Statement statement) {
    this.statement = statement;
  }

  /** The page. */
  public static String of(Statement statement) {
    return new StatementHtml(statement).page();
  }

  private String page() {
    String title =
        "Statement "
            + Html.text(statement.tenantId())
            + " "
            + Html.text(statement.month().toString());
    page.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <header>
        <p class="kind">Statement of inference usage</p>
        <h1>%s <span>%s</span></h1>
        """
            .formatted(
                title, StatementStyle.CSS, Html.text(statement.tenantId()), statement.month()));
    standing();
    page.append("</header>\n");
    if (statement.accounts().isEmpty()) {
      page.append("<p>Nothing was metered for this month.</p>\n");
    }
    statement.accounts().forEach(this::account);
    refused();
    proof();
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void standing() {
    switch (statement.standing()) {
      case Standing.Open(long readTo) ->
          note(
              "open",
              "Open",
              "The month is not closed; later events may still change this statement. Read at %s, up to offset %d of the tenant’s partition."
                  .formatted(statement.readAt(), readTo));
      case Standing.Closed(MonthClose close) ->
          note(
              "closed",
              "Closed",
              "At %s by %s, cut-off %s. The log was read again at %s and gives the hash that was recorded."
                  .formatted(
                      close.closedAt(),
                      close.closedBy(),
                      close.cut().cutOff(),
                      statement.readAt()));
      case Standing.Broken(MonthClose close, String reason) ->
          note(
              "broken",
              "Does not hold",
              "The month was closed at %s by %s, but %s. Do not pay by this statement before this is explained."
                  .formatted(close.closedAt(), close.closedBy(), reason));
      case Standing.Passed(var first) ->
          note(
              "open",
              "Not used",
              "Closing began with %s; nothing can come onto an earlier statement."
                  .formatted(first));
    }
  }

  private void note(String kind, String word, String text) {
    page.append(
        "<p class=\"standing %s\"><strong>%s</strong> %s</p>\n"
            .formatted(kind, Html.text(word), Html.text(text)));
  }

  private void account(Account account) {
    String currency = " " + account.currency();
    page.append("<section>\n<h2>Total in %s</h2>\n".formatted(Html.text(account.currency())));
    Sums total = account.total();
    page.append(
        "<dl class=\"sums\"><div><dt>Charged to %s</dt><dd>%s</dd></div><div><dt>Billed by providers%s</dt><dd>%s</dd></div></dl>\n"
            .formatted(
                Html.text(statement.tenantId()),
                Html.number(total.charge()),
                total.unpricedCalls() == 0 ? "" : ", as far as it is known",
                Html.number(total.cost())));
    List<List<?>> rows = new ArrayList<>();
    rows.add(summed("Usage of " + statement.month(), account.usage()));
    rows.add(summed("Corrections of " + statement.month(), account.corrected()));
    rows.add(summed("Corrections of earlier months", account.earlier()));
    page.append(Html.table(sumColumns("", currency), rows, summed("Total", total)));
    notKnown(account);
    chart(account);
    page.append("</section>\n");
    lines(account);
    corrections(
        "Corrections of " + statement.month(),
        "Taken back (REVERSAL) or changed (ADJUSTMENT) by further events; nothing is edited.",
        account.corrections(),
        account.corrected(),
        currency);
    corrections(
        "Corrections of earlier months",
        "Events of months that were closed without them.",
        account.earlierEvents(),
        account.earlier(),
        currency);
    page.append("<section>\n");
    subtotals("By model", "partner, model", account.byModel(), StatementHtml::name, account);
    subtotals(
        "By cost centre", "cost centre", account.byCostCentre(), StatementHtml::named, account);
    subtotals("By user", "user (pseudonym)", account.byUser(), StatementHtml::named, account);
    page.append("</section>\n");
  }

  private void notKnown(Account account) {
    Sums total = account.total();
    if (total.unpricedCalls() == 0 && total.unknownCalls() == 0) {
      return;
    }
    page.append("<div class=\"unknown\"><h3>Not known</h3>\n<p>");
    if (total.unpricedCalls() != 0) {
      page.append(
          "No price is known for %s of the calls: what they cost is missing above, it is not zero. "
              .formatted(Html.number(total.unpricedCalls())));
    }
    if (total.unknownCalls() != 0) {
      page.append(
          "How %s of the calls ended is not known: the provider may bill them."
              .formatted(Html.number(total.unknownCalls())));
    }
    List<List<?>> rows = new ArrayList<>();
    account
        .byModel()
        .forEach((model, sums) -> {
          if (sums.unpricedCalls() != 0 || sums.unknownCalls() != 0) {
            rows.add(
                List.of(
                    model.partnerId(), model.model(), sums.unpricedCalls(), sums.unknownCalls()));
          }
        });
    page.append("</p>\n");
    page.append(
        Html.table(
            List.of(
                Column.text("partner"),
                Column.text("model"),
                Column.number("without a price"),
                Column.number("end unknown")),
            rows,
            List.of("all", "", total.unpricedCalls(), total.unknownCalls())));
    page.append("</div>\n");
  }

  private void chart(Account account) {
    if (account.days().isEmpty()) {
      return;
    }
    page.append("<figure>\n").append(DayChart.of(statement.month(), account.days()));
    page.append(
        "<figcaption>Tokens by the day on which the call started, UTC, corrections of the month included. <span class=\"key in\"></span> input, cache included <span class=\"key out\"></span> output, reasoning included</figcaption>\n</figure>\n");
  }

  private void lines(Account account) {
    if (account.lines().isEmpty()) {
      return;
    }
    List<List<?>> rows = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (PriceLine line : account.lines()) {
      rows.add(row(line));
      sum = line.cost() == null ? sum : sum.add(line.cost());
    }
    page.append("<section>\n<h2>Lines in %s</h2>\n".formatted(Html.text(account.currency())));
    page.append(
        "<p>What was used, by the provider’s price of one unit. The lines are disjoint and sum to what providers bill for the usage of %s.</p>\n"
            .formatted(statement.month()));
    page.append(
        Html.table(
            List.of(
                Column.text("partner"),
                Column.text("model"),
                Column.text("tier"),
                Column.text("meter"),
                Column.text("measured"),
                Column.number("quantity"),
                Column.number("price of one"),
                Column.number("cost " + account.currency())),
            rows,
            Arrays.asList("Usage", "", "", "", "", "", "", sum)));
    page.append("</section>\n");
  }

  private static List<@Nullable Object> row(PriceLine line) {
    PriceLine.Key key = line.key();
    boolean beyond = key.meter().equals(PriceLine.BEYOND_LINES);
    return Arrays.asList(
        key.partnerId(),
        key.model(),
        key.serviceTier(),
        beyond ? "billed beyond the lines" : key.meter(),
        key.measure(),
        line.quantity(),
        beyond ? "" : key.unitPrice(),
        line.cost());
  }

  private void corrections(
      String title, String about, List<Correction> corrections, Sums all, String currency) {
    if (corrections.isEmpty()) {
      return;
    }
    List<List<?>> rows = new ArrayList<>();
    for (Correction correction : corrections) {
      Correction.Key key = correction.key();
      Sums sums = correction.sums();
      rows.add(
          List.of(
              key.chargePeriod(),
              key.kind(),
              key.partnerId(),
              key.model(),
              key.priceBook(),
              sums.events(),
              sums.tokensCharged(),
              sums.unpricedCalls(),
              sums.cost(),
              sums.charge()));
    }
    page.append(
        "<section>\n<h2>%s</h2>\n<p>%s</p>\n".formatted(Html.text(title), Html.text(about)));
    page.append(
        Html.table(
            List.of(
                Column.text("month"),
                Column.text("kind"),
                Column.text("partner"),
                Column.text("model"),
                Column.text("price book"),
                Column.number(EVENTS),
                Column.number(TOKENS),
                Column.number("without a price"),
                Column.number("cost" + currency),
                Column.number("charge" + currency)),
            rows,
            List.of(
                "Total",
                "",
                "",
                "",
                "",
                all.events(),
                all.tokensCharged(),
                all.unpricedCalls(),
                all.cost(),
                all.charge())));
    page.append("</section>\n");
  }

  private <K> void subtotals(
      String title,
      String about,
      SortedMap<K, Sums> sums,
      Function<K, String> name,
      Account account) {
    List<List<?>> rows = new ArrayList<>();
    for (Map.Entry<K, Sums> entry : sums.entrySet()) {
      rows.add(summed(name.apply(entry.getKey()), entry.getValue()));
    }
    page.append("<h2>%s</h2>\n".formatted(Html.text(title)));
    page.append(
        Html.table(
            sumColumns(about, " " + account.currency()), rows, summed("Total", account.total())));
  }

  private static List<Column> sumColumns(String about, String currency) {
    return List.of(
        Column.text(about),
        Column.number(EVENTS),
        Column.number(CALLS),
        Column.number("without a price"),
        Column.number(TOKENS),
        Column.number("cost" + currency),
        Column.number("charge" + currency));
  }

  private static List<?> summed(String name, Sums sums) {
    return List.of(
        name,
        sums.events(),
        sums.calls(),
        sums.unpricedCalls(),
        sums.tokensCharged(),
        sums.cost(),
        sums.charge());
  }

  private static String name(Account.Model model) {
    return model.partnerId() + ", " + model.model();
  }

  private static String named(String name) {
    return name.isEmpty() ? "none named" : name;
  }

  private void refused() {
    if (statement.refused().isEmpty()) {
      return;
    }
    List<List<?>> rows = new ArrayList<>();
    statement.refused().forEach((at, reason) -> rows.add(List.of(at, reason)));
    page.append(
        "<section>\n<h2>Records that cannot be counted</h2>\n<p>They are in the tenant’s partition; whose they are is not known.</p>\n");
    page.append(
        Html.table(List.of(Column.text("partition:offset"), Column.text("why")), rows, List.of()));
    page.append("</section>\n");
  }

  private void proof() {
    page.append(
        """
        <footer>
        <h2>Proof</h2>
        <p>SHA-256 over the canonical text of the %s events of this statement (docs/metering.md says how to compute it):</p>
        <p class="hash">%s</p>
        <p>Price books: %s. Amounts are exact; nothing is rounded here. Months and days are in UTC.</p>
        </footer>
        """
            .formatted(
                Html.number(statement.events()),
                statement.sha256(),
                statement.priceBooks().isEmpty()
                    ? "none"
                    : Html.text(String.join(", ", statement.priceBooks()))));
  }
}
