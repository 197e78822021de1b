package dev.barnabas.metering.totals;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What totals can be asked by. */
public enum Dimension {
  /** The tenant. */
  TENANT,
  /** The cost centre inside the tenant. */
  COST_CENTRE,
  /** The partner's name of the model that was asked for. */
  MODEL,
  /** The partner. */
  PARTNER,
  /** REALTIME or BULK. */
  LANE,
  /** The variant of the route. */
  VARIANT,
  /** The pseudonym of the tenant's user; by month only. */
  USER;

  /** The word for it in questions and answers, such as {@code cost_centre}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dimension of a word; empty for none of them. */
  public static Optional<Dimension> of(String word) {
    return Stream.of(values()).filter(dimension -> dimension.word().equals(word)).findFirst();
  }

  /** What a key says about it; null where it says nothing. */
  public @Nullable String valueIn(TotalsKey key) {
    return switch (this) {
      case TENANT -> key.tenantId();
      case COST_CENTRE -> key.costCentre();
      case MODEL -> key.model();
      case PARTNER -> key.partnerId();
      case LANE -> key.lane();
      case VARIANT -> key.variant();
      case USER -> key.userRef();
    };
  }
}
