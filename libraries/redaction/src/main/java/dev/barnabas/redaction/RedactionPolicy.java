package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to redact and how, as a configuration says it; nothing is checked until it is compiled.
 *
 * @param entities type name to action: {@code placeholder} (or {@code mask}), {@code remove},
 *     {@code hash}, {@code block}, {@code allow}. {@code SSN} is {@code US_SSN}; a group of {@link
 *     EntityGroups} is its types; {@code ALL} or {@code strict} is every known type. What is named
 *     more closely counts
 * @param phoneRegions ISO 3166 regions in which a telephone number without a country code may be
 *     valid; empty: {@link #DEFAULT_PHONE_REGIONS}
 * @param customPatterns patterns of the partner's own, at most 32; their type's action is {@code
 *     placeholder} unless {@code entities} says otherwise
 * @param allowTerms values to leave alone, compared without regard to case
 * @param denyTerms words to redact wherever they stand, as type {@code DENIED_TERM}
 * @param thresholds type or group name to the least score, from 0 to 1, at which a span counts;
 *     what a check or a grammar confirms has 1, a shape 0.85, words nearby 0.6, a statistical guess
 *     its own score. Not named: 0
 */
public record RedactionPolicy(
    Map<String, String> entities,
    List<String> phoneRegions,
    List<CustomPattern> customPatterns,
    List<String> allowTerms,
    List<String> denyTerms,
    Map<String, Double> thresholds) {

  /** The regions asked when a policy names none. */
  public static final List<String> DEFAULT_PHONE_REGIONS =
      List.of(
          "US", "GB", "DE", "FR", "IT", "ES", "NL", "IE", "CH", "AT", "BE", "SE", "PL", "IN", "IL",
          "CN", "JP", "BR", "MX", "AU");

  /** Copies what can change, keeping the order of the entities. */
  public RedactionPolicy {
    requireNonNull(entities, "entities");
    entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    phoneRegions = List.copyOf(phoneRegions);
    customPatterns = List.copyOf(customPatterns);
    allowTerms = List.copyOf(allowTerms);
    denyTerms = List.copyOf(denyTerms);
    thresholds = Map.copyOf(thresholds);
  }

  /** A policy without thresholds. */
  public RedactionPolicy(
      Map<String, String> entities,
      List<String> phoneRegions,
      List<CustomPattern> customPatterns,
      List<String> allowTerms,
      List<String> denyTerms) {
    this(entities, phoneRegions, customPatterns, allowTerms, denyTerms, Map.of());
  }

  /** One action for the named types, everything else at its default. */
  public static RedactionPolicy of(Collection<String> entities, String action) {
    Map<String, String> actions = new LinkedHashMap<>();
    entities.forEach(entity -> actions.put(entity, action));
    return new RedactionPolicy(actions, List.of(), List.of(), List.of(), List.of());
  }

  /** What holds where a configuration says nothing: e-mail, telephone and US_SSN, restored. */
  public static RedactionPolicy standard() {
    return of(List.of("EMAIL", "PHONE", "US_SSN"), "placeholder");
  }

  /** Every known type, restored. */
  public static RedactionPolicy strict() {
    return of(List.of("ALL"), "placeholder");
  }

  /** Shows the sizes of the lists of terms, not the terms. */
  @Override
  public String toString() {
    return "RedactionPolicy[entities="
        + entities
        + ", phoneRegions="
        + phoneRegions
        + ", customPatterns="
        + customPatterns.size()
        + ", allowTerms="
        + allowTerms.size()
        + ", denyTerms="
        + denyTerms.size()
        + ", thresholds="
        + thresholds
        + "]";
  }
}
