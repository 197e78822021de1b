package dev.barnabas.redaction.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * What a detector may know besides the text.
 *
 * @param wanted the types to report; spans of others are dropped
 * @param phoneRegions ISO 3166 regions in which a number without a country code may be valid
 * @param label what the text is called where it stands, for example its JSON key; empty if nothing
 */
public record DetectContext(Set<EntityType> wanted, List<String> phoneRegions, String label) {

  /** Copies what can change. */
  public DetectContext {
    wanted = Set.copyOf(wanted);
    phoneRegions = List.copyOf(phoneRegions);
    requireNonNull(label, "label");
  }

  /** The same for a text that is called so. */
  public DetectContext labelled(String other) {
    return new DetectContext(wanted, phoneRegions, other);
  }

  /** Says whether spans of this type are of use. */
  public boolean wants(EntityType type) {
    return wanted.contains(type);
  }
}
