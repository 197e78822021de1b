package dev.barnabas.pricing;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a price book, version 1: the number of entries, then for each entry in
 * canonical order its fields as length-prefixed texts. Decimals are plain and without trailing
 * zeros; an absent value is the empty text.
 */
final class CanonicalForm {

  private static final String FORM = "barnabas-price-book-1";

  private CanonicalForm() {}

  static String sha256(List<PriceEntry> sorted) {
    var digest = new Digest().add(FORM).add(Integer.toString(sorted.size()));
    for (var entry : sorted) {
      var end = entry.effectiveTo();
      digest
          .add(entry.partner())
          .add(entry.model())
          .add(entry.effectiveFrom().toString())
          .add(end == null ? "" : end.toString());
      add(digest, entry.price());
    }
    return digest.hex();
  }

  private static void add(Digest digest, ModelPrice price) {
    digest
        .add(price.currency())
        .add(text(price.input()))
        .add(text(price.output()))
        .add(text(price.cachedInput()))
        .add(text(price.cacheWrite()))
        .add(text(price.cacheWriteLong()))
        .add(text(price.reasoning()))
        .add(text(price.perRequest()));
  }

  private static String text(@Nullable BigDecimal price) {
    return price == null ? "" : price.stripTrailingZeros().toPlainString();
  }
}
