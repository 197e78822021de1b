package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a partner may not see, and what it sees instead. */
public record PiiPolicy(
    @Key(about = "`false` sends everything as it is.", fallback = "true") boolean enabled,
    @Key(
            about = "What is looked for.",
            fallback = "[EMAIL, PHONE, US_SSN]",
            values = {"EMAIL", "PHONE", "US_SSN", "CREDIT_CARD", "IBAN", "IP"})
        List<String> entities,
    @Key(about = "What happens to a find.", fallback = "mask") PiiAction action,
    @Key(about = "Actions of single entities, where they differ.") Map<String, PiiAction> actions,
    @Key(
            about = "Countries (ISO 3166) whose phone numbers are known without their prefix.",
            fallback = "[US]")
        List<String> regions,
    @Key(about = "Patterns of the company's own.", fallback = "[]") List<CustomEntity> custom,
    @Key(about = "Texts that are never a find.", fallback = "[]") List<String> allowTerms,
    @Key(about = "Texts that always are.", fallback = "[]") List<String> denyTerms) {

  /** Every entity the engine finds. */
  public static final List<String> ENTITIES =
      List.of("EMAIL", "PHONE", "US_SSN", "CREDIT_CARD", "IBAN", "IP");

  /** Other spellings, and the canonical entity each means. */
  static final Map<String, String> SPELLINGS =
      new TreeMap<>(
          Map.of(
              "SSN", "US_SSN",
              "EMAIL_ADDRESS", "EMAIL",
              "PHONE_NUMBER", "PHONE",
              "CARD", "CREDIT_CARD",
              "IBAN_CODE", "IBAN",
              "IP_ADDRESS", "IP"));

  public PiiPolicy {
    entities = entities.stream().map(PiiPolicy::canonical).distinct().toList();
    Map<String, PiiAction> renamed = new TreeMap<>();
    actions.forEach((entity, chosen) -> renamed.put(canonical(entity), chosen));
    actions = Copies.sorted(renamed);
    regions = regions.stream().map(region -> region.toUpperCase(Locale.ROOT)).distinct().toList();
    custom = List.copyOf(custom);
    allowTerms = List.copyOf(allowTerms);
    denyTerms = List.copyOf(denyTerms);
    Constraints.require(
        PiiPolicy.class,
        enabled,
        entities,
        action,
        actions,
        regions,
        custom,
        allowTerms,
        denyTerms);
    Constraints.require(
        !enabled || !entities.isEmpty() || !custom.isEmpty() || !denyTerms.isEmpty(),
        "entities",
        "is empty; to send everything as it is, write enabled: false");
  }

  /** The canonical name of an entity; an unknown one in upper case. */
  static String canonical(String entity) {
    String upper = entity.strip().toUpperCase(Locale.ROOT);
    return SPELLINGS.getOrDefault(upper, upper);
  }

  /** What happens to a find of an entity. */
  public PiiAction actionFor(String entity) {
    return actions.getOrDefault(entity, action);
  }

  /** Every entity of the engine, each with the stricter of masking and this policy's own action. */
  public PiiPolicy strict() {
    List<String> every =
        java.util.stream.Stream.concat(ENTITIES.stream(), entities.stream()).distinct().toList();
    return new PiiPolicy(true, every, action, actions, regions, custom, List.of(), denyTerms);
  }

  /** A pattern of the company's own. */
  public record CustomEntity(
      @Key(about = "The entity's name, as placeholders show it.", pattern = "[A-Z][A-Z0-9_]{0,39}")
          String name,
      @Key(about = "A regular expression (RE2: no look-around, no back-references).", raw = true)
          String pattern,
      @Key(about = "What happens to a find.", fallback = "mask") PiiAction action) {

    public CustomEntity {
      Constraints.require(CustomEntity.class, name, pattern, action);
      Constraints.require(
          !pattern.isEmpty() && pattern.length() <= 1_000,
          "pattern",
          "must have 1 to 1000 characters");
    }
  }
}
