package dev.barnabas.cli.ledger;

import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a statement, version 1, and its hash; docs/metering.md has it for readers.
 *
 * <p>Lines of UTF-8, each ended by a line feed, their fields apart by tabs. First the form, the
 * tenant and the month; then, in the order of the log, each event and its lines. An absent value is
 * {@code \N}; in texts a backslash, tab, line feed and carriage return are {@code \\}, {@code \t},
 * {@code \n} and {@code \r}, as in PostgreSQL's COPY. Decimals are plain and without trailing
 * zeros, times ISO 8601 in UTC. One thread.
 */
public final class CanonicalText {
  /** The first line. */
  public static final String FORM = "barnabas-statement-1";

  private static final String ABSENT = "\\N";

  private final Sha256 sha256 = new Sha256();
  private final Consumer<String> copy;

  /**
   * Of a statement.
   *
   * @param copy takes each line as well, without its end
   */
  public CanonicalText(String tenantId, YearMonth month, Consumer<String> copy) {
    this.copy = copy;
    line(FORM);
    line("tenant", tenantId);
    line("month", month.toString());
  }

  /** The next event. */
  public void add(UsageEvent event) {
    line(
        "event",
        event.getEventId(),
        event.getKind().name(),
        event.getChargePeriod(),
        event.getCorrectsEventId(),
        event.getCorrelationId(),
        event.getCallId(),
        event.getPartnerId(),
        event.getRequestModel(),
        event.getServiceTier(),
        event.getLane(),
        event.getVariant(),
        event.getCostCentre(),
        event.getUserRef(),
        event.getOutcome(),
        event.getCurrency(),
        event.getPriceBookVersion(),
        decimal(event.getProviderCost()),
        decimal(event.getTenantCharge()),
        Long.toString(event.getTokensCharged()),
        Integer.toString(event.getUnpricedCalls()),
        event.getOccurredAt().toString(),
        event.getRecordedAt().toString());
    for (UsageLine line : event.getLines()) {
      line(
          "line",
          line.getMeter(),
          decimal(line.getQuantity()),
          line.getMeasure(),
          decimal(line.getUnitPrice()),
          decimal(line.getCost()));
    }
  }

  /** The hash of the text so far. */
  public String sha256() {
    return sha256.hex();
  }

  private void line(@Nullable String... fields) {
    String line = joined(fields);
    sha256.line(line);
    copy.accept(line);
  }

  static String joined(@Nullable String... fields) {
    return Arrays.stream(fields).map(CanonicalText::field).collect(Collectors.joining("\t"));
  }

  private static String field(@Nullable String text) {
    return text == null
        ? ABSENT
        : text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static @Nullable String decimal(@Nullable BigDecimal amount) {
    return amount == null ? null : Sums.plain(amount);
  }
}
