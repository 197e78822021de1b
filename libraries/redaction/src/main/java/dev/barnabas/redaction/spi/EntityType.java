package dev.barnabas.redaction.spi;

import static java.util.Objects.requireNonNull;

/**
 * A kind of personal data, known by its name. The set is open: a detector or a policy's own pattern
 * may bring more.
 *
 * @param name upper-case letters, digits and underscores; begins and ends with a letter, 64
 *     characters at most, so that a numbered placeholder can be told apart from its type
 */
public record EntityType(String name) implements Comparable<EntityType> {

  /** An e-mail address, also in the usual disguises such as {@code bob (at) example (dot) org}. */
  public static final EntityType EMAIL = new EntityType("EMAIL");

  /** A telephone number with its extension. */
  public static final EntityType PHONE = new EntityType("PHONE");

  /** A social security number of the United States. */
  public static final EntityType US_SSN = new EntityType("US_SSN");

  /** A payment card number. */
  public static final EntityType CREDIT_CARD = new EntityType("CREDIT_CARD");

  /** An international bank account number. */
  public static final EntityType IBAN = new EntityType("IBAN");

  /** An IP address of version 4 or 6, with its zone or prefix length. */
  public static final EntityType IP = new EntityType("IP");

  private static final int MAX_NAME_LENGTH = 64;

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name has another shape
   */
  public EntityType {
    requireNonNull(name, "name");
    if (!wellFormed(name)) {
      throw new IllegalArgumentException(
          "entity type must be upper-case letters, digits and underscores, begin and end with a"
              + " letter, and be at most "
              + MAX_NAME_LENGTH
              + " characters: "
              + name);
    }
  }

  /** Says whether a text may name a type. */
  public static boolean wellFormed(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_NAME_LENGTH) {
      return false;
    }
    if (!upper(name.charAt(0)) || !upper(name.charAt(length - 1))) {
      return false;
    }
    return name.chars().allMatch(c -> upper(c) || (c >= '0' && c <= '9') || c == '_');
  }

  private static boolean upper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  @Override
  public int compareTo(EntityType other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
