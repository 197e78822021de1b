package dev.barnabas.pricing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a price book, version 3: the number of entries, then each entry in
 * canonical order, all as length-prefixed texts.
 *
 * <p>An entry is: partner, model, start, end, currency, price per request, number of service tiers,
 * and for each tier, the standard one first and the others in the order of their names: its name,
 * its nine rates (input, output, cached input, short cache write, long cache write, reasoning,
 * audio input, image input, audio output), number of context tiers, and for each by rising
 * threshold: threshold and nine rates. Instants are ISO 8601 in UTC, decimals plain and without
 * trailing zeros, an absent value is the empty text.
 *
 * <p>These are the prices that are charged. An entry under a contract goes on with an empty text,
 * which no entry begins with, and then its list price from the price per request on.
 *
 * <p>A book with capacity goes on with the word {@code capacity}, the number of its entries, and
 * each by name and start: name, partner, model, word of the unit (HOUR, MONTH), price, quantity,
 * tenant, cost centre, currency, start, end. A book without capacity has nothing there.
 */
final class CanonicalForm {

  private static final String FORM = "barnabas-price-book-3";

  private final Digest digest = new Digest();

  private CanonicalForm() {}

  static String sha256(List<PriceEntry> sorted, List<CapacityEntry> capacity) {
    var form = new CanonicalForm();
    form.digest.add(FORM).add(Integer.toString(sorted.size()));
    sorted.forEach(form::add);
    if (!capacity.isEmpty()) {
      form.digest.add("capacity").add(Integer.toString(capacity.size()));
      capacity.forEach(form::add);
    }
    return form.digest.hex();
  }

  private void add(CapacityEntry entry) {
    var model = entry.model();
    var costCentre = entry.costCentre();
    var end = entry.effectiveTo();
    digest
        .add(entry.name())
        .add(entry.partner())
        .add(model == null ? "" : model)
        .add(entry.unit().name())
        .add(text(entry.price()))
        .add(text(entry.quantity()))
        .add(entry.tenant())
        .add(costCentre == null ? "" : costCentre)
        .add(entry.currency())
        .add(entry.effectiveFrom().toString())
        .add(end == null ? "" : end.toString());
  }

  private void add(PriceEntry entry) {
    var end = entry.effectiveTo();
    digest
        .add(entry.partner())
        .add(entry.model())
        .add(entry.effectiveFrom().toString())
        .add(end == null ? "" : end.toString());
    var price = entry.price();
    digest.add(price.currency());
    add(price);
    var list = price.list();
    if (list != null) {
      digest.add("");
      add(list);
    }
  }

  private void add(ModelPrice price) {
    digest.add(text(price.perRequest())).add(Integer.toString(1 + price.tiers().size()));
    add(ServiceTier.STANDARD, price.standard());
    price.tiers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(ServiceTier::word)))
        .forEach(tier -> add(tier.getKey(), tier.getValue()));
  }

  private void add(ServiceTier tier, TierPrice price) {
    digest.add(tier.word());
    add(price.base());
    digest.add(Integer.toString(price.context().size()));
    for (var context : price.context()) {
      digest.add(Long.toString(context.above()));
      add(context.rates());
    }
  }

  private void add(Rates rates) {
    digest
        .add(text(rates.input()))
        .add(text(rates.output()))
        .add(text(rates.cachedInput()))
        .add(text(rates.cacheWrite()))
        .add(text(rates.cacheWriteLong()))
        .add(text(rates.reasoning()))
        .add(text(rates.modalities().audioInput()))
        .add(text(rates.modalities().imageInput()))
        .add(text(rates.modalities().audioOutput()));
  }

  private static String text(@Nullable BigDecimal price) {
    return price == null ? "" : price.stripTrailingZeros().toPlainString();
  }
}
