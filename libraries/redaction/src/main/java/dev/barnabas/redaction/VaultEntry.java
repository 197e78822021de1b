package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

/**
 * What one placeholder stands for.
 *
 * @param placeholder as it stands in the redacted texts, for example {@code <EMAIL_1>}
 * @param type the name of the type
 * @param value the original as first written; empty if it is not to be restored
 * @param provenance the role that brought the value; of several, one that is not privileged
 * @param reversible whether an answer gets the value back
 */
public record VaultEntry(
    String placeholder, String type, String value, Role provenance, boolean reversible) {

  /** Checks that an irreversible entry holds nothing. */
  public VaultEntry {
    requireNonNull(placeholder, "placeholder");
    requireNonNull(type, "type");
    requireNonNull(value, "value");
    requireNonNull(provenance, "provenance");
    if (reversible == value.isEmpty()) {
      throw new IllegalArgumentException("only a reversible entry holds a value: " + placeholder);
    }
  }

  /** Says whether an answer may show the value. */
  public boolean restorable() {
    return reversible && !provenance.privileged();
  }

  /** Shows everything but the value. */
  @Override
  public String toString() {
    return "VaultEntry[" + placeholder + ", " + provenance + ", reversible=" + reversible + "]";
  }
}
