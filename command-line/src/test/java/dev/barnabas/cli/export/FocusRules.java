package dev.barnabas.cli.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of FOCUS 1.2 that a data set of charges can break, read from the CSV alone. */
final class FocusRules {
  static final List<String> COLUMNS =
      List.of(
          "BilledCost",
          "EffectiveCost",
          "ListCost",
          "ContractedCost",
          "ListUnitPrice",
          "ContractedUnitPrice",
          "BillingCurrency",
          "PricingCurrency",
          "PricingCurrencyContractedUnitPrice",
          "PricingCurrencyEffectiveCost",
          "PricingCurrencyListUnitPrice",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "ChargeFrequency",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "BillingPeriodStart",
          "BillingPeriodEnd",
          "ConsumedQuantity",
          "ConsumedUnit",
          "PricingQuantity",
          "PricingUnit",
          "SkuId",
          "SkuMeter",
          "SkuPriceId",
          "SkuPriceDetails",
          "InvoiceId",
          "InvoiceIssuerName",
          "ProviderName",
          "PublisherName",
          "BillingAccountId",
          "SubAccountId",
          "ServiceCategory",
          "ServiceName",
          "RegionId",
          "Tags");
  private static final Set<String> CATEGORIES =
      Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment");
  private static final List<String> NUMBERS =
      List.of(
          "BilledCost",
          "EffectiveCost",
          "ListCost",
          "ContractedCost",
          "ListUnitPrice",
          "ContractedUnitPrice",
          "PricingCurrencyContractedUnitPrice",
          "PricingCurrencyEffectiveCost",
          "PricingCurrencyListUnitPrice",
          "ConsumedQuantity",
          "PricingQuantity");
  private static final List<String> NEVER_NULL =
      List.of(
          "BilledCost",
          "EffectiveCost",
          "ListCost",
          "ContractedCost",
          "BillingCurrency",
          "BillingAccountId",
          "BillingPeriodStart",
          "BillingPeriodEnd",
          "ChargeCategory",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "InvoiceIssuerName",
          "ProviderName",
          "PublisherName",
          "ServiceCategory",
          "ServiceName");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,18})?");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  private static final Pattern CELL =
      Pattern.compile("\"((?:\"\"|[^\"])*)\"(?:,|$)|([^,]*)(?:,|$)");

  private final List<String> broken = new ArrayList<>();

  private FocusRules() {}

  /** The rows of a CSV, by column. */
  static List<Map<String, String>> rows(List<String> csv) {
    List<String> titles = cells(csv.getFirst());
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : csv.subList(1, csv.size())) {
      List<String> cells = cells(line);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < titles.size(); i++) {
        row.put(titles.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    var cell = CELL.matcher(line);
    while (cell.find()) {
      cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
      if (cell.end() == line.length() && !line.endsWith(",")) {
        break;
      }
    }
    return cells;
  }

  /**
   * The rules that rows break, each with its row.
   *
   * @param payable what each invoice is about
   */
  static List<String> broken(List<Map<String, String>> rows, Map<String, BigDecimal> payable) {
    FocusRules rules = new FocusRules();
    rows.forEach(rules::row);
    Map<String, BigDecimal> billed = new HashMap<>();
    for (Map<String, String> row : rows) {
      if (!cell(row, "InvoiceId").isEmpty()) {
        billed.merge(
            cell(row, "InvoiceId"), new BigDecimal(cell(row, "BilledCost")), BigDecimal::add);
      }
    }
    payable.forEach((invoice, amount) ->
        rules.must(
            billed.getOrDefault(invoice, BigDecimal.ZERO).compareTo(amount) == 0,
            "the invoice " + invoice + " is " + amount + ", its charges " + billed.get(invoice)));
    billed
        .keySet()
        .forEach(
            invoice -> rules.must(payable.containsKey(invoice), "there is no invoice " + invoice));
    return List.copyOf(rules.broken);
  }

  private void row(Map<String, String> row) {
    COLUMNS.forEach(column -> must(row.containsKey(column), "no column " + column));
    row.keySet()
        .forEach(column ->
            must(
                column.startsWith("x_") || column.matches("[A-Z][A-Za-z]+"),
                "custom column without x_: " + column));
    NEVER_NULL.forEach(column -> must(!cell(row, column).isEmpty(), column + " is null"));
    NUMBERS.forEach(column ->
        must(
            cell(row, column).isEmpty() || NUMBER.matcher(cell(row, column)).matches(),
            column + " is no number: " + cell(row, column)));
    row.forEach((column, value) ->
        must(
            !column.matches(".*Period(Start|End)") || TIME.matcher(value).matches(),
            column + " is no time: " + value));
    charge(row);
    prices(row);
  }

  private void charge(Map<String, String> row) {
    String category = cell(row, "ChargeCategory");
    String clazz = cell(row, "ChargeClass");
    must(CATEGORIES.contains(category), "ChargeCategory " + category);
    must(clazz.isEmpty() || clazz.equals("Correction"), "ChargeClass " + clazz);
    boolean earlier = cell(row, "ChargePeriodStart").compareTo(cell(row, "BillingPeriodStart")) < 0;
    must(
        clazz.equals("Correction") == earlier,
        "ChargeClass '" + clazz + "' for " + cell(row, "ChargePeriodStart"));
    boolean usage = category.equals("Usage");
    String consumed = cell(row, "ConsumedQuantity");
    must(usage == !consumed.isEmpty() || !clazz.isEmpty(), "ConsumedQuantity of " + category);
    must(
        consumed.isEmpty() || new BigDecimal(consumed).signum() > 0 || !clazz.isEmpty(),
        "ConsumedQuantity is not positive");
    must(consumed.isEmpty() == cell(row, "ConsumedUnit").isEmpty(), "ConsumedUnit");
    must(
        !usage || !clazz.isEmpty() || !cell(row, "PricingQuantity").isEmpty(),
        "PricingQuantity of usage is null");
    must(
        !usage || !clazz.isEmpty() || !cell(row, "ContractedUnitPrice").isEmpty(),
        "ContractedUnitPrice of usage is null");
    must(
        !usage || !clazz.isEmpty() || !cell(row, "ListUnitPrice").isEmpty(),
        "ListUnitPrice of usage is null");
    must(
        cell(row, "PricingQuantity").isEmpty() == cell(row, "PricingUnit").isEmpty(),
        "PricingUnit");
    if (category.equals("Purchase")) {
      purchase(row, clazz);
    }
  }

  private void purchase(Map<String, String> row, String clazz) {
    must(!cell(row, "ChargeFrequency").equals("Usage-Based"), "a Purchase is Usage-Based");
    must(
        !clazz.isEmpty() || !cell(row, "PricingQuantity").isEmpty(),
        "PricingQuantity of a purchase is null");
    must(
        !clazz.isEmpty() || !cell(row, "ContractedUnitPrice").isEmpty(),
        "ContractedUnitPrice of a purchase is null");
  }

  private void prices(Map<String, String> row) {
    if (!cell(row, "ChargeClass").isEmpty() || cell(row, "PricingQuantity").isEmpty()) {
      return;
    }
    BigDecimal quantity = new BigDecimal(cell(row, "PricingQuantity"));
    Map<String, String> products =
        Map.of("ListUnitPrice", "ListCost", "ContractedUnitPrice", "ContractedCost");
    products.forEach((price, cost) -> {
      if (!cell(row, price).isEmpty()) {
        BigDecimal product = quantity.multiply(new BigDecimal(cell(row, price)));
        must(
            product.compareTo(new BigDecimal(cell(row, cost))) == 0,
            "PricingQuantity × " + price + " is " + product + ", not " + cell(row, cost));
      }
    });
    must(
        cell(row, "ContractedUnitPrice").isEmpty()
            || new BigDecimal(cell(row, "ContractedUnitPrice")).signum() >= 0,
        "ContractedUnitPrice is negative");
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  private void must(boolean holds, String rule) {
    if (!holds) {
      broken.add(rule);
    }
  }
}
