package dev.barnabas.pricing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The service class at which a provider did a call, where it sells the same model at several. */
public enum ServiceTier {
  /** What a call gets that asks for nothing. */
  STANDARD,
  /** Done within hours, usually at half price. */
  BATCH,
  /** Done when there is room, cheaper. */
  FLEX,
  /** Done first, dearer. */
  PRIORITY,
  /** A tier that has no name here. No book has a price for it. */
  OTHER;

  /**
   * The tier that a provider reports; without a report, {@link #STANDARD}. Letter case does not
   * matter. {@code default}, {@code auto}, {@code standard_only} and {@code on_demand} are other
   * words for the standard tier; {@code fast} is OpenAI's later name of its priority tier.
   */
  public static ServiceTier of(@Nullable String reported) {
    return switch (reported == null ? "" : reported.strip().toLowerCase(Locale.ROOT)) {
      case "", "standard", "default", "auto", "standard_only", "on_demand" -> STANDARD;
      case "batch" -> BATCH;
      case "flex" -> FLEX;
      case "priority", "fast" -> PRIORITY;
      default -> OTHER;
    };
  }

  /** The word for it in records and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
