package dev.barnabas.cli.prices;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a public list says about a model, in the words of our price book.
 *
 * @param partner the partner
 * @param model the provider's name of the model
 * @param tiers per million tokens, by service tier; standard is always there
 * @param perRequest each call; absent for nothing
 * @param untaken the list's prices that our price book has no word for
 */
public record ListedPrice(
    String partner,
    String model,
    SortedMap<Tier, Prices> tiers,
    @Nullable BigDecimal perRequest,
    List<String> untaken) {
  /** A service tier, in the order in which a file has them. */
  public enum Tier {
    /** What a call gets that asks for nothing. */
    STANDARD,
    /** Done within hours. */
    BATCH,
    /** Done when there is room. */
    FLEX,
    /** Done first. */
    PRIORITY
  }

  /**
   * The prices of a tier.
   *
   * @param byContext by threshold, in prompt tokens, and then by the price book's word; 0 for
   *     prompts of any size
   */
  public record Prices(SortedMap<Long, SortedMap<Rate, BigDecimal>> byContext) {
    public Prices {
      byContext = Collections.unmodifiableSortedMap(new TreeMap<>(byContext));
    }
  }

  /** A price's word, in the order in which a file has them. */
  public enum Rate {
    /** Prompt tokens. */
    INPUT("input"),
    /** Prompt tokens read from the cache. */
    CACHED_INPUT("cached_input"),
    /** Prompt tokens written to the short-lived cache. */
    CACHE_WRITE("cache_write"),
    /** Prompt tokens written to the long-lived cache. */
    CACHE_WRITE_LONG("cache_write_long"),
    /** Generated tokens. */
    OUTPUT("output"),
    /** Generated tokens spent on reasoning. */
    REASONING("reasoning"),
    /** Prompt tokens of audio. */
    AUDIO_INPUT("audio_input"),
    /** Generated tokens of audio. */
    AUDIO_OUTPUT("audio_output");

    private final String word;

    Rate(String word) {
      this.word = word;
    }

    /** The key in a price book's file. */
    public String word() {
      return word;
    }
  }

  public ListedPrice {
    requireNonNull(partner, "partner");
    requireNonNull(model, "model");
    tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
    untaken = List.copyOf(untaken);
  }

  /** Whether another says the same about the same model. */
  boolean saysTheSame(ListedPrice other) {
    return equals(new ListedPrice(partner, model, other.tiers, other.perRequest, other.untaken));
  }
}
