package dev.barnabas.cli.statement;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Sums;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A statement as JSON: counts are numbers, quantities and amounts text, null is not known. */
public final class StatementJson {
  private static final JsonMapper JSON = new JsonMapper();

  private StatementJson() {}

  /** The document, indented. */
  public static String of(Statement statement) {
    ObjectNode root =
        JSON.createObjectNode()
            .put("tenant", statement.tenantId())
            .put("month", statement.month().toString())
            .put("readAt", statement.readAt().toString());
    standing(root.putObject("standing"), statement.standing());
    root.put("sha256", statement.sha256())
        .put("events", statement.events())
        .put("repeatedRecords", statement.repeated());
    ArrayNode books = root.putArray("priceBooks");
    statement.priceBooks().forEach(books::add);
    ArrayNode refused = root.putArray("refused");
    statement
        .refused()
        .forEach((at, reason) -> refused.addObject().put("at", at.toString()).put("why", reason));
    ArrayNode accounts = root.putArray("accounts");
    statement.accounts().forEach(account -> account(accounts.addObject(), account));
    return root.toPrettyString();
  }

  private static void standing(ObjectNode node, Standing standing) {
    node.put("state", StandingWord.of(standing)).put("holds", standing.holds());
    switch (standing) {
      case Standing.Open(long readTo) -> node.put("readToOffset", readTo);
      case Standing.Closed(MonthClose close) -> closed(node, close);
      case Standing.Broken(MonthClose close, String reason) -> {
        closed(node, close);
        node.put("reason", reason);
      }
      case Standing.Passed(var first) -> node.put("firstClosed", first.toString());
    }
  }

  private static void closed(ObjectNode node, MonthClose close) {
    node.put("closedAt", close.closedAt().toString())
        .put("closedBy", close.closedBy())
        .put("cutOff", close.cut().cutOff().toString());
    ObjectNode ends = node.putObject("endOffsets");
    close.cut().ends().forEach((partition, end) -> ends.put(partition.toString(), end));
  }

  private static void account(ObjectNode node, Account account) {
    node.put("currency", account.currency());
    sums(node.putObject("total"), account.total());
    sums(node.putObject("usage"), account.usage());
    sums(node.putObject("corrections"), account.corrected());
    sums(node.putObject("earlierMonths"), account.earlier());
    ArrayNode lines = node.putArray("lines");
    account.lines().forEach(line -> line(lines.addObject(), line));
    corrections(node.putArray("correctionEvents"), account.corrections());
    corrections(node.putArray("earlierMonthsEvents"), account.earlierEvents());
    ArrayNode models = node.putArray("byModel");
    account
        .byModel()
        .forEach((model, sums) ->
            sums(
                models.addObject().put("partner", model.partnerId()).put("model", model.model()),
                sums));
    named(node.putArray("byCostCentre"), "costCentre", account.byCostCentre());
    named(node.putArray("byUser"), "user", account.byUser());
    ArrayNode days = node.putArray("days");
    account
        .days()
        .forEach((day, tokens) ->
            days.addObject()
                .put("day", day.toString())
                .put("inputTokens", tokens.input())
                .put("outputTokens", tokens.output()));
  }

  private static void line(ObjectNode node, PriceLine line) {
    PriceLine.Key key = line.key();
    node.put("partner", key.partnerId())
        .put("model", key.model())
        .put("serviceTier", key.serviceTier())
        .put("meter", key.meter())
        .put("measure", key.measure())
        .put("unitPrice", text(key.unitPrice()))
        .put("quantity", text(line.quantity()))
        .put("events", line.events())
        .put("cost", text(line.cost()));
  }

  private static void corrections(ArrayNode nodes, List<Correction> corrections) {
    for (Correction correction : corrections) {
      Correction.Key key = correction.key();
      sums(
          nodes
              .addObject()
              .put("chargePeriod", key.chargePeriod().toString())
              .put("kind", key.kind())
              .put("partner", key.partnerId())
              .put("model", key.model())
              .put("priceBook", key.priceBook()),
          correction.sums());
    }
  }

  private static void named(ArrayNode nodes, String field, SortedMap<String, Sums> sums) {
    sums.forEach(
        (name, of) -> sums(nodes.addObject().put(field, name.isEmpty() ? null : name), of));
  }

  private static void sums(ObjectNode node, Sums sums) {
    node.put("events", sums.events())
        .put("calls", sums.calls())
        .put("unknownCalls", sums.unknownCalls())
        .put("unpricedCalls", sums.unpricedCalls())
        .put("tokensCharged", sums.tokensCharged())
        .put("cost", text(sums.cost()))
        .put("charge", text(sums.charge()));
  }

  private static @Nullable String text(@Nullable BigDecimal amount) {
    return amount == null ? null : Sums.plain(amount);
  }
}
