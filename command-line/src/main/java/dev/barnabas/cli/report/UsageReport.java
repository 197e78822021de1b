package dev.barnabas.cli.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import dev.barnabas.cli.terminal.Table;
import dev.barnabas.schemas.UsageTotals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Totals of usage, filtered and in order. Pure. */
public final class UsageReport {
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::tenantId)
          .thenComparing(Row::windowStart)
          .thenComparing(Row::partnerId)
          .thenComparing(Row::model)
          .thenComparing(Row::chargePeriod)
          .thenComparing(Row::currency);

  private final List<UsageTotals> rows;

  private UsageReport(List<UsageTotals> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * What of the newest totals is asked for.
   *
   * @param totals the newest of each key
   * @param window HOUR, DAY or MONTH
   * @param tenant null for all
   * @param from first window, as precise as one likes: {@code 2026-11}, {@code 2026-11-20}; null
   *     for the first there is
   * @param to last window, included as a whole; null for the last there is
   */
  public static UsageReport of(
      Collection<UsageTotals> totals,
      String window,
      @Nullable String tenant,
      @Nullable String from,
      @Nullable String to) {
    return new UsageReport(
        totals.stream()
            .filter(row -> row.getWindow().equals(window))
            .filter(row -> tenant == null || row.getTenantId().equals(tenant))
            .filter(row -> from == null || cut(row, from).compareTo(from) >= 0)
            .filter(row -> to == null || cut(row, to).compareTo(to) <= 0)
            .collect(groupingBy(Row::of, () -> new TreeMap<>(ORDER), reducing(UsageReport::sum)))
            .values()
            .stream()
            .flatMap(Optional::stream)
            .toList());
  }

  /** Cost centres, lanes and variants are totals of their own; here they are one row. */
  private record Row(
      String tenantId,
      String windowStart,
      String partnerId,
      String model,
      String chargePeriod,
      String currency) {
    static Row of(UsageTotals totals) {
      return new Row(
          totals.getTenantId(),
          totals.getWindowStart(),
          totals.getPartnerId(),
          totals.getModel(),
          totals.getChargePeriod(),
          totals.getCurrency());
    }
  }

  private static UsageTotals sum(UsageTotals one, UsageTotals other) {
    Map<String, BigDecimal> quantities = new TreeMap<>(one.getQuantities());
    other.getQuantities().forEach((meter, more) -> quantities.merge(meter, more, BigDecimal::add));
    return UsageTotals.newBuilder(one)
        .setCalls(one.getCalls() + other.getCalls())
        .setUnknownCalls(one.getUnknownCalls() + other.getUnknownCalls())
        .setUnpricedCalls(one.getUnpricedCalls() + other.getUnpricedCalls())
        .setQuantities(quantities)
        .setTokensCharged(one.getTokensCharged() + other.getTokensCharged())
        .setProviderCost(one.getProviderCost().add(other.getProviderCost()))
        .setTenantCharge(one.getTenantCharge().add(other.getTenantCharge()))
        .setCostCentre(null)
        .setLane(null)
        .setVariant(null)
        .setUpdatedAt(
            one.getUpdatedAt().isAfter(other.getUpdatedAt())
                ? one.getUpdatedAt()
                : other.getUpdatedAt())
        .build();
  }

  /** A window's start, no longer than the bound it is compared with. */
  private static String cut(UsageTotals row, String bound) {
    String start = row.getWindowStart();
    return start.substring(0, Math.min(start.length(), bound.length()));
  }

  /** The totals, by tenant, then time, partner and model. */
  public List<UsageTotals> rows() {
    return rows;
  }

  /** For people: a row per total, and what they come to; or that there is nothing. */
  public List<String> text() {
    if (rows.isEmpty()) {
      return List.of("no usage");
    }
    List<String> lines = new ArrayList<>(table().lines());
    lines.addAll(sums());
    return lines;
  }

  /**
   * For people: amounts as they are, no rounding; a + where what some calls cost is not known. Only
   * what differs between rows has a column of its own, where a title can say it.
   */
  Table table() {
    boolean oneCurrency = rows.stream().map(UsageTotals::getCurrency).distinct().count() == 1;
    boolean anyUnknown = rows.stream().anyMatch(row -> row.getUnknownCalls() != 0);
    String currency = oneCurrency ? " " + rows.getFirst().getCurrency() : "";
    List<String> titles = new ArrayList<>(List.of("tenant", "window", "partner", "model", "calls"));
    titles.addAll(anyUnknown ? List.of("unknown") : List.of());
    titles.addAll(List.of("input", "output", "charged", "cost" + currency, "charge" + currency));
    titles.addAll(oneCurrency ? List.of() : List.of("currency"));
    Table table = new Table(titles.toArray(String[]::new));
    for (UsageTotals row : rows) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  row.getTenantId(),
                  row.getWindowStart(),
                  row.getPartnerId(),
                  row.getModel(),
                  row.getCalls()));
      cells.addAll(anyUnknown ? List.of(row.getUnknownCalls()) : List.of());
      cells.addAll(
          List.of(
              plain(input(row)),
              plain(output(row)),
              row.getTokensCharged(),
              plain(row.getProviderCost()) + (row.getUnpricedCalls() == 0 ? "" : "+"),
              plain(row.getTenantCharge())));
      cells.addAll(oneCurrency ? List.of() : List.of(row.getCurrency()));
      table.add(cells.toArray());
    }
    return table;
  }

  /** For programs: the same columns always, every amount a number. */
  public List<String> csv() {
    Table table =
        new Table(
            "tenant",
            "window",
            "partner",
            "model",
            "calls",
            "unknown_calls",
            "unpriced_calls",
            "input_tokens",
            "output_tokens",
            "tokens_charged",
            "provider_cost",
            "tenant_charge",
            "currency");
    for (UsageTotals row : rows) {
      table.add(
          row.getTenantId(),
          row.getWindowStart(),
          row.getPartnerId(),
          row.getModel(),
          row.getCalls(),
          row.getUnknownCalls(),
          row.getUnpricedCalls(),
          plain(input(row)),
          plain(output(row)),
          row.getTokensCharged(),
          plain(row.getProviderCost()),
          plain(row.getTenantCharge()),
          row.getCurrency());
    }
    return table.csv();
  }

  /** One sentence per currency: what all of it cost and was charged. */
  public List<String> sums() {
    Map<String, Sum> sums = new TreeMap<>();
    rows.forEach(row -> sums.merge(row.getCurrency(), Sum.of(row), Sum::plus));
    List<String> lines = new ArrayList<>();
    sums.forEach((currency, sum) ->
        lines.add(
            "%d calls, %d tokens charged; providers bill %s %s, tenants are charged %s %s%s"
                .formatted(
                    sum.calls,
                    sum.tokens,
                    plain(sum.cost),
                    currency,
                    plain(sum.charge),
                    currency,
                    sum.unpriced == 0 ? "" : "; " + sum.unpriced + " calls have no known cost")));
    return lines;
  }

  private static BigDecimal input(UsageTotals row) {
    return sum(
        row,
        "input",
        "cached_input",
        "cache_write_short",
        "cache_write_long",
        "audio_input",
        "image_input");
  }

  private static BigDecimal output(UsageTotals row) {
    return sum(row, "output", "audio_output", "reasoning");
  }

  private static BigDecimal sum(UsageTotals row, String... meters) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String meter : meters) {
      sum = sum.add(row.getQuantities().getOrDefault(meter, BigDecimal.ZERO));
    }
    return sum;
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private record Sum(long calls, long tokens, BigDecimal cost, BigDecimal charge, long unpriced) {
    static Sum of(UsageTotals row) {
      return new Sum(
          row.getCalls(),
          row.getTokensCharged(),
          row.getProviderCost(),
          row.getTenantCharge(),
          row.getUnpricedCalls());
    }

    Sum plus(Sum other) {
      return new Sum(
          calls + other.calls,
          tokens + other.tokens,
          cost.add(other.cost),
          charge.add(other.charge),
          unpriced + other.unpriced);
    }
  }
}
