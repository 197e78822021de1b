package dev.barnabas.cli.statement;

import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.terminal.Csv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as comma-separated values: one table whose first column says which part a row is of.
 * An empty cell is not known, or not said by that part; it is never zero.
 */
public final class StatementCsv {
  private static final List<String> COLUMNS =
      List.of(
          "section",
          "currency",
          "period",
          "kind",
          "name",
          "partner",
          "model",
          "service_tier",
          "meter",
          "measure",
          "price_book",
          "unit_price",
          "quantity",
          "events",
          "calls",
          "unknown_calls",
          "unpriced_calls",
          "tokens_charged",
          "cost",
          "charge");

  private final Statement statement;
  private final List<String> lines = new ArrayList<>();

  private StatementCsv(Statement statement) {
    this.statement = statement;
  }

  /** The lines, titles first. */
  public static List<String> of(Statement statement) {
    return new StatementCsv(statement).lines();
  }

  private List<String> lines() {
    lines.add(Csv.line(COLUMNS.toArray()));
    named("statement", StandingWord.of(statement.standing()), statement.tenantId());
    named("proof", "sha256", statement.sha256());
    statement.priceBooks().forEach(book -> named("price_book", "version", book));
    statement.accounts().forEach(this::account);
    statement.refused().forEach((at, reason) -> named("refused", reason, at.toString()));
    return List.copyOf(lines);
  }

  private void account(Account account) {
    summed(account, "total", null, account.total());
    summed(account, "usage", null, account.usage());
    summed(account, "corrections", null, account.corrected());
    summed(account, "earlier", null, account.earlier());
    account.lines().forEach(line -> line(account, line));
    account.corrections().forEach(correction -> correction(account, "correction", correction));
    account.earlierEvents().forEach(correction -> correction(account, "earlier_event", correction));
    account
        .byModel()
        .forEach((model, sums) ->
            row(
                account,
                "model",
                statement.month(),
                null,
                null,
                Arrays.asList(model.partnerId(), model.model(), null, null, null, null, null, null),
                sums));
    account.byCostCentre().forEach((name, sums) -> summed(account, "cost_centre", name, sums));
    account.byUser().forEach((name, sums) -> summed(account, "user", name, sums));
  }

  private void named(String section, String kind, String name) {
    @Nullable Object[] cells = new @Nullable Object[COLUMNS.size()];
    cells[0] = section;
    cells[2] = statement.month();
    cells[3] = kind;
    cells[4] = name;
    lines.add(Csv.line(cells));
  }

  private void summed(Account account, String section, @Nullable String name, Sums sums) {
    row(
        account,
        section,
        statement.month(),
        null,
        name,
        Arrays.asList(null, null, null, null, null, null, null, null),
        sums);
  }

  private void correction(Account account, String section, Correction correction) {
    Correction.Key key = correction.key();
    row(
        account,
        section,
        key.chargePeriod(),
        key.kind(),
        null,
        Arrays.asList(key.partnerId(), key.model(), null, null, null, key.priceBook(), null, null),
        correction.sums());
  }

  private void row(
      Account account,
      String section,
      Object period,
      @Nullable String kind,
      @Nullable String name,
      List<@Nullable String> what,
      Sums sums) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.addAll(Arrays.asList(section, account.currency(), period, kind, name));
    cells.addAll(what);
    cells.addAll(
        List.of(
            sums.events(),
            sums.calls(),
            sums.unknownCalls(),
            sums.unpricedCalls(),
            sums.tokensCharged(),
            sums.cost(),
            sums.charge()));
    lines.add(Csv.line(cells.toArray()));
  }

  private void line(Account account, PriceLine line) {
    PriceLine.Key key = line.key();
    lines.add(
        Csv.line(
            "line",
            account.currency(),
            statement.month(),
            "USAGE",
            null,
            key.partnerId(),
            key.model(),
            key.serviceTier(),
            key.meter(),
            key.measure(),
            null,
            key.unitPrice(),
            line.quantity(),
            line.events(),
            null,
            null,
            null,
            null,
            line.cost(),
            null));
  }
}
