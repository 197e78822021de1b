package dev.barnabas.cli.export;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.terminal.Csv;
import dev.barnabas.pricing.Meters;
import dev.barnabas.schemas.UsageKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Charges as a FOCUS 1.2 data set in CSV: what providers bill, by tenant. Every decimal is exact,
 * at most 38 digits and 18 of them after the point. An empty cell is null.
 */
public final class FocusCsv {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOKENS = "Tokens";
  private static final String USAGE = "Usage";
  private static final String ADJUSTMENT = "Adjustment";

  private final YearMonth month;
  private final Closes closes;
  private final String issuer;

  /**
   * Of a month.
   *
   * @param month the month of the statements
   * @param closes the months that were closed: a closed statement is an invoice
   * @param issuer who bills the tenants, and the billing account
   */
  public FocusCsv(YearMonth month, Closes closes, String issuer) {
    this.month = month;
    this.closes = closes;
    this.issuer = issuer;
  }

  /** The line of titles. */
  public String titles() {
    FocusCharge.Key any =
        new FocusCharge.Key(
            "t",
            null,
            "l",
            "p",
            "m",
            "s",
            Meters.INPUT,
            BigDecimal.ONE,
            BigDecimal.ONE,
            UsageKind.USAGE.name(),
            month,
            month.atDay(1),
            "USD",
            null);
    FocusCharge one = new FocusCharge(any, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
    return Csv.line(cells(one).keySet().toArray());
  }

  /** The line of a charge. */
  public String line(FocusCharge charge) {
    return Csv.line(cells(charge).values().toArray());
  }

  private Map<String, @Nullable Object> cells(FocusCharge charge) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    costs(cells, charge);
    period(cells, charge.key());
    quantities(cells, charge);
    who(cells, charge.key());
    sku(cells, charge.key());
    cells.put("Tags", tags(charge.key()));
    cells.put("x_Kind", charge.key().kind());
    cells.put("x_Lane", charge.key().lane());
    cells.put("x_ServiceTier", charge.key().serviceTier());
    return cells;
  }

  private static void costs(Map<String, @Nullable Object> cells, FocusCharge charge) {
    BigDecimal price = charge.key().unitPrice();
    BigDecimal listPrice = charge.key().listUnitPrice();
    cells.put("BilledCost", charge.cost());
    cells.put("EffectiveCost", charge.cost());
    cells.put("ListCost", charge.listCost());
    cells.put("ContractedCost", charge.cost());
    cells.put("ListUnitPrice", listPrice);
    cells.put("ContractedUnitPrice", price);
    cells.put("BillingCurrency", charge.key().currency());
    cells.put("PricingCurrency", charge.key().currency());
    cells.put("PricingCurrencyContractedUnitPrice", price);
    cells.put("PricingCurrencyEffectiveCost", charge.cost());
    cells.put("PricingCurrencyListUnitPrice", listPrice);
  }

  private void period(Map<String, @Nullable Object> cells, FocusCharge.Key key) {
    boolean recurring = key.capacity() != null;
    LocalDate end = recurring ? key.day().plusMonths(1) : key.day().plusDays(1);
    cells.put("ChargeCategory", category(key));
    cells.put("ChargeClass", key.chargePeriod().isBefore(month) ? "Correction" : null);
    cells.put("ChargeDescription", description(key));
    cells.put("ChargeFrequency", recurring ? "Recurring" : "Usage-Based");
    cells.put("ChargePeriodStart", start(key.day()));
    cells.put("ChargePeriodEnd", start(end));
    cells.put("BillingPeriodStart", start(month.atDay(1)));
    cells.put("BillingPeriodEnd", start(month.plusMonths(1).atDay(1)));
  }

  private static void quantities(Map<String, @Nullable Object> cells, FocusCharge charge) {
    FocusCharge.Key key = charge.key();
    boolean priced = key.unitPrice() != null;
    boolean consumed = category(key).equals(USAGE);
    String unit = unit(key.meter());
    cells.put("ConsumedQuantity", consumed ? charge.quantity() : null);
    cells.put("ConsumedUnit", consumed ? unit : null);
    cells.put("PricingQuantity", priced ? charge.quantity() : null);
    cells.put("PricingUnit", priced ? unit : null);
    cells.put("PricingCategory", category(key).equals(ADJUSTMENT) ? null : "Standard");
  }

  private static String unit(String meter) {
    return switch (meter) {
      case Meters.REQUEST -> "Requests";
      case Meters.CAPACITY_HOUR -> "Hours";
      case Meters.CAPACITY_MONTH -> "Months";
      default -> Meters.TOKENS.contains(meter) ? TOKENS : "Units";
    };
  }

  private void who(Map<String, @Nullable Object> cells, FocusCharge.Key key) {
    cells.put("BillingAccountId", issuer);
    cells.put("BillingAccountName", issuer);
    cells.put("SubAccountId", key.tenantId());
    cells.put("SubAccountName", key.tenantId());
    cells.put(
        "InvoiceId",
        closes.of(month).isPresent() ? key.tenantId() + "/" + month + "/" + key.currency() : null);
    cells.put("InvoiceIssuerName", issuer);
    cells.put("ProviderName", key.partnerId());
    cells.put("PublisherName", key.partnerId());
    cells.put("RegionId", null);
  }

  private static void sku(Map<String, @Nullable Object> cells, FocusCharge.Key key) {
    BigDecimal price = key.unitPrice();
    String sku = key.partnerId() + "/" + key.model() + "/" + key.meter();
    boolean priced = price != null;
    String capacity = key.capacity();
    cells.put("ResourceId", capacity == null ? key.model() : capacity);
    cells.put("ResourceName", capacity == null ? key.model() : capacity);
    cells.put("ResourceType", capacity == null ? "Model" : "Capacity");
    cells.put("ServiceCategory", "AI and Machine Learning");
    cells.put("ServiceSubcategory", "Generative AI");
    cells.put("ServiceName", "Model inference");
    cells.put("SkuId", priced ? sku : null);
    cells.put("SkuMeter", priced ? key.meter() : null);
    cells.put(
        "SkuPriceId",
        price == null
            ? null
            : sku + "/" + key.serviceTier() + "/" + price.stripTrailingZeros().toPlainString());
    cells.put("SkuPriceDetails", priced ? json("x_ServiceTier", key.serviceTier()) : null);
  }

  private static @Nullable String tags(FocusCharge.Key key) {
    String costCentre = key.costCentre();
    return costCentre == null ? null : json("cost_centre", costCentre);
  }

  private static String json(String name, String value) {
    ObjectNode node = JSON.createObjectNode();
    return node.put(name, value).toString();
  }

  private static String description(FocusCharge.Key key) {
    String capacity = key.capacity();
    if (capacity != null) {
      return "%s of %s, %s, %s".formatted(key.meter(), capacity, key.partnerId(), key.model());
    }
    return "%s of %s, %s, %s tier"
        .formatted(key.meter(), key.partnerId(), key.model(), key.serviceTier());
  }

  private static String category(FocusCharge.Key key) {
    if (!key.kind().equals(UsageKind.USAGE.name())) {
      return ADJUSTMENT;
    }
    return key.capacity() == null ? USAGE : "Purchase";
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(UTC).toInstant();
  }
}
