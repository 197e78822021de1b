package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a partner may not see, and what it sees instead. */
public record PiiPolicy(
    @Key(about = "`false` sends everything as it is.", fallback = "true") boolean enabled,
    @Key(
            about = "What is looked for.",
            fallback = "[EMAIL, PHONE, US_SSN]",
            values = {
              "EMAIL",
              "PHONE",
              "US_SSN",
              "CREDIT_CARD",
              "IBAN",
              "IP",
              "PERSON",
              "LOCATION",
              "SECRET",
              "CONTACT",
              "FINANCIAL",
              "NATIONAL_IDS",
              "HEALTH",
              "NAMES",
              "DATES",
              "ALL"
            })
        List<String> entities,
    @Key(about = "What happens to a find.", fallback = "mask") PiiAction action,
    @Key(about = "Actions of single entities, where they differ.") Map<String, PiiAction> actions,
    @Key(
            about = "Countries (ISO 3166) whose phone numbers are known without their prefix.",
            fallback = "[US]")
        List<String> regions,
    @Key(about = "Entities of the company's own.", fallback = "[]") List<CustomEntity> custom,
    @Key(about = "Texts that are never a find.", fallback = "[]") List<String> allowTerms,
    @Key(about = "Texts that always are.", fallback = "[]") List<String> denyTerms,
    @Key(about = "The least score, from 0 to 1, at which a find of an entity or a group counts.")
        Map<String, BigDecimal> thresholds,
    @Key(
            about =
                "The mildest action for a find in a request of a data class, such as `restricted`.")
        Map<String, PiiAction> classifications) {

  /** Every entity the engine finds. */
  public static final List<String> ENTITIES =
      List.of(
          "EMAIL",
          "PHONE",
          "US_SSN",
          "CREDIT_CARD",
          "IBAN",
          "IP",
          "MAC_ADDRESS",
          "URL",
          "CRYPTO",
          "ABA_ROUTING_NUMBER",
          "US_BANK_NUMBER",
          "PASSPORT",
          "US_DRIVER_LICENSE",
          "US_ITIN",
          "US_MBI",
          "US_NPI",
          "MEDICAL_LICENSE",
          "UK_NHS",
          "UK_NINO",
          "UK_POSTCODE",
          "ZIP_CODE",
          "ES_NIF",
          "ES_NIE",
          "IT_FISCAL_CODE",
          "FR_NIR",
          "DE_TAX_ID",
          "NL_BSN",
          "PL_PESEL",
          "SE_PERSONNUMMER",
          "FI_PERSONAL_ID",
          "NO_FODSELSNUMMER",
          "BE_NATIONAL_NUMBER",
          "CH_AHV",
          "TR_NATIONAL_ID",
          "IN_AADHAAR",
          "IN_PAN",
          "BR_CPF",
          "CA_SIN",
          "AU_TFN",
          "SG_NRIC",
          "KR_RRN",
          "DATE_OF_BIRTH",
          "DATE_TIME",
          "AGE",
          "SECRET",
          "TITLE",
          "PERSON",
          "LOCATION",
          "ORGANIZATION",
          "NRP");

  /** Names that stand for several entities. */
  public static final List<String> GROUPS =
      List.of(
          "ALL",
          "STRICT",
          "CONTACT",
          "FINANCIAL",
          "NATIONAL_IDS",
          "HEALTH",
          "NAMES",
          "DATES",
          "POSTAL");

  /** Other spellings, and the canonical entity each means. */
  static final Map<String, String> SPELLINGS =
      new TreeMap<>(
          Map.of(
              "SSN", "US_SSN",
              "EMAIL_ADDRESS", "EMAIL",
              "PHONE_NUMBER", "PHONE",
              "CARD", "CREDIT_CARD",
              "IBAN_CODE", "IBAN",
              "IP_ADDRESS", "IP",
              "MAC", "MAC_ADDRESS",
              "ZIP", "ZIP_CODE",
              "DATE", "DATE_TIME",
              "DRIVER_LICENSE", "US_DRIVER_LICENSE"));

  public PiiPolicy {
    entities = entities.stream().map(PiiPolicy::canonical).distinct().toList();
    Map<String, PiiAction> renamed = new TreeMap<>();
    actions.forEach((entity, chosen) -> renamed.put(canonical(entity), chosen));
    actions = Copies.sorted(renamed);
    regions = regions.stream().map(region -> region.toUpperCase(Locale.ROOT)).distinct().toList();
    custom = List.copyOf(custom);
    allowTerms = List.copyOf(allowTerms);
    denyTerms = List.copyOf(denyTerms);
    Map<String, BigDecimal> least = new TreeMap<>();
    thresholds.forEach((entity, score) -> least.put(canonical(entity), score));
    thresholds = Copies.sorted(least);
    Map<String, PiiAction> classes = new TreeMap<>();
    classifications.forEach((name, mildest) -> classes.put(name.toLowerCase(Locale.ROOT), mildest));
    classifications = Copies.sorted(classes);
    Constraints.require(
        PiiPolicy.class,
        enabled,
        entities,
        action,
        actions,
        regions,
        custom,
        allowTerms,
        denyTerms,
        thresholds,
        classifications);
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

  /** The patterns of the company's own entities, by name; those of its detectors have none. */
  public Map<String, String> patterns() {
    Map<String, String> patterns = new TreeMap<>();
    for (CustomEntity own : custom) {
      String pattern = own.pattern();
      if (pattern != null) {
        patterns.put(own.name(), pattern);
      }
    }
    return patterns;
  }

  /** What happens to a find of an entity. */
  public PiiAction actionFor(String entity) {
    return actions.getOrDefault(entity, action);
  }

  /** Every entity of the engine, each with the stricter of masking and this policy's own action. */
  public PiiPolicy strict() {
    List<String> every =
        java.util.stream.Stream.concat(ENTITIES.stream(), entities.stream()).distinct().toList();
    return new PiiPolicy(
        true,
        every,
        action,
        actions,
        regions,
        custom,
        List.of(),
        denyTerms,
        Map.of(),
        classifications);
  }

  /** The policy for requests of a data class: no action milder than the class demands. */
  public PiiPolicy forClassification(String classification) {
    PiiAction mildest = classifications.get(classification.toLowerCase(Locale.ROOT));
    if (mildest == null || !enabled) {
      return this;
    }
    Map<String, PiiAction> stricter = new TreeMap<>();
    actions.forEach((entity, chosen) -> stricter.put(entity, chosen.stricter(mildest)));
    return new PiiPolicy(
        true,
        entities,
        action.stricter(mildest),
        stricter,
        regions,
        custom,
        allowTerms,
        denyTerms,
        thresholds,
        Map.of());
  }

  /** An entity of the company's own, found by a pattern or by a detector of the company's own. */
  public record CustomEntity(
      @Key(about = "The entity's name, as placeholders show it.", pattern = "[A-Z][A-Z0-9_]{0,39}")
          String name,
      @Key(
              about =
                  "A regular expression (RE2: no look-around, no back-references); absent: a"
                      + " detector on broker-app's class path finds it.",
              raw = true)
          @Nullable String pattern,
      @Key(about = "What happens to a find.", fallback = "mask") PiiAction action) {

    public CustomEntity {
      Constraints.require(CustomEntity.class, name, pattern, action);
      Constraints.require(
          pattern == null || (!pattern.isEmpty() && pattern.length() <= 1_000),
          "pattern",
          "must have 1 to 1000 characters");
    }
  }
}
