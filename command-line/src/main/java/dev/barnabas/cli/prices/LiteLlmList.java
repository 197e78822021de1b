package dev.barnabas.cli.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads LiteLLM's list of prices (its JSON of models) exactly. What cannot be taken is named, never
 * guessed: a model without both token prices, one whose prices are all zero (the list has zero for
 * what is not known as well as for what is free), one with a price that loses digits, and one that
 * two entries price differently. One use.
 */
public final class LiteLlmList {
  /** The entry that explains the others. */
  private static final String SAMPLE = "sample_spec";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Map<String, String> partners;
  private final Set<String> models;
  private final SortedMap<String, ListedPrice> taken = new TreeMap<>();
  private final SortedMap<String, String> left = new TreeMap<>();

  /**
   * Reads a list.
   *
   * @param text the JSON
   * @param partners which providers to take, and what partner each is; empty for all, under their
   *     own names
   * @param models which models to take; empty for all
   * @throws IllegalArgumentException if it is no such list; the message says where
   */
  public LiteLlmList(String text, Map<String, String> partners, Set<String> models) {
    this.partners = Map.copyOf(partners);
    this.models = Set.copyOf(models);
    JsonNode root = tree(text);
    if (!root.isObject()) {
      throw new IllegalArgumentException("is no list of models: not a JSON object");
    }
    root.properties().forEach(entry -> entry(entry.getKey(), entry.getValue()));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IllegalArgumentException(
          "is no JSON: "
              + e.getOriginalMessage()
              + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()),
          e);
    }
  }

  private void entry(String name, JsonNode entry) {
    String provider = entry.path("litellm_provider").asText();
    String partner = partners.isEmpty() ? provider : partners.getOrDefault(provider, "");
    String model = name.startsWith(provider + "/") ? name.substring(provider.length() + 1) : name;
    boolean asked = models.isEmpty() || models.contains(model);
    if (name.equals(SAMPLE) || partner.isEmpty() || !asked) {
      return;
    }
    switch (LiteLlmEntry.read(partner, model, entry)) {
      case LiteLlmEntry.Left(String reason) -> left.put(name, reason);
      case LiteLlmEntry.Taken(ListedPrice price) -> take(name, price);
    }
  }

  private void take(String name, ListedPrice price) {
    String key = price.partner() + "/" + price.model();
    ListedPrice earlier = taken.putIfAbsent(key, price);
    if (earlier != null && !earlier.saysTheSame(price)) {
      left.put(name, "another entry of " + key + " has other prices; the first is taken");
    }
  }

  /** The prices by partner and model. */
  public Iterable<ListedPrice> taken() {
    return taken.values();
  }

  /** How many prices there are. */
  public int size() {
    return taken.size();
  }

  /** The entries that are left out, and why. */
  public SortedMap<String, String> left() {
    return left;
  }
}
