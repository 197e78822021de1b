package dev.barnabas.metering.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.barnabas.metering.query.TotalsQuestion.Reading;
import dev.barnabas.metering.totals.Rollup;
import dev.barnabas.metering.totals.Totals;
import dev.barnabas.process.ManagementPage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers questions about totals as JSON: counts as numbers, amounts and quantities as text, so
 * that no reader rounds them. It says which home partitions it answers for: another instance of
 * metering-stream has the others.
 *
 * <p>Status 400 for a question that makes no sense or whose answer has more than {@value
 * #MOST_ROWS} rows, 503 while the stores are not ready or the tenant's partition is with another
 * instance.
 */
public final class TotalsPage implements ManagementPage {

  /** Where the page is. */
  public static final String PATH = "/usage/totals";

  /** The most rows of an answer. */
  static final int MOST_ROWS = 10_000;

  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<Optional<Cells>> cells;

  /**
   * A page over some totals.
   *
   * @param cells the totals that are here; empty while they are not ready
   */
  public TotalsPage(Supplier<Optional<Cells>> cells) {
    this.cells = requireNonNull(cells, "cells");
  }

  @Override
  public Answer answer(Map<String, List<String>> query) {
    return switch (TotalsQuestion.read(query)) {
      case Reading.Refused(String parameter, String message) ->
          error(400, parameter + " " + message);
      case Reading.Asked(TotalsQuestion question) ->
          cells
              .get()
              .map(here -> answer(question, here))
              .orElseGet(() -> error(503, "the totals are not ready; ask again"));
    };
  }

  private static Answer answer(TotalsQuestion question, Cells here) {
    var tenant = question.tenant();
    if (tenant != null && !here.partitions().contains(here.homeOf(tenant))) {
      return error(
          503, "the totals of partition " + here.homeOf(tenant) + " are with another instance");
    }
    var rollup = new Rollup(question.by(), question.keepsWindowsApart());
    here.visit(
        tenant,
        question.cells(),
        (key, totals) -> {
          if (question.wants(key)) {
            rollup.add(key, totals);
          }
        });
    if (rollup.sums().size() > MOST_ROWS) {
      return error(400, "the answer has more than " + MOST_ROWS + " rows; ask for less");
    }
    return Answer.json(200, json(json -> write(question, here, rollup, json)));
  }

  private static void write(TotalsQuestion question, Cells here, Rollup rollup, JsonGenerator json)
      throws IOException {
    boolean complete =
        question.tenant() != null || here.partitions().size() == here.allPartitions();
    json.writeStartObject();
    json.writeStringField("window", question.window().name().toLowerCase(Locale.ROOT));
    if (question.asOf() != null) {
      json.writeStringField("as_of", question.asOf().toString());
    }
    json.writeBooleanField("complete", complete);
    json.writeArrayFieldStart("partitions");
    for (int partition : here.partitions()) {
      json.writeNumber(partition);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (var sum : rollup.sums().entrySet()) {
      row(rollup, sum.getKey(), sum.getValue(), json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void row(Rollup rollup, Rollup.Group group, Totals totals, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    if (group.windowStart() != null) {
      json.writeStringField("window_start", group.windowStart());
    }
    for (var value : rollup.named(group).entrySet()) {
      json.writeStringField(value.getKey().word(), value.getValue());
    }
    json.writeStringField("charge_period", group.chargePeriod().toString());
    json.writeNumberField("calls", totals.calls());
    json.writeNumberField("unknown_calls", totals.unknownCalls());
    json.writeNumberField("unpriced_calls", totals.unpricedCalls());
    json.writeNumberField("tokens_charged", totals.tokensCharged());
    json.writeObjectFieldStart("quantities");
    for (var quantity : totals.quantities().entrySet()) {
      json.writeStringField(quantity.getKey(), text(quantity.getValue()));
    }
    json.writeEndObject();
    json.writeStringField("provider_cost", text(totals.providerCost()));
    json.writeStringField("tenant_charge", text(totals.tenantCharge()));
    json.writeStringField("currency", group.currency());
    json.writeStringField("updated_at", totals.updatedAt().toString());
    json.writeEndObject();
  }

  private static String text(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static Answer error(int status, String message) {
    return Answer.json(
        status,
        json(json -> {
          json.writeStartObject();
          json.writeStringField("error", message);
          json.writeEndObject();
        }));
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static String json(Writing writing) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
