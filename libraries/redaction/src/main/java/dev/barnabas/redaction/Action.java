package dev.barnabas.redaction;

import java.util.Locale;
import java.util.Optional;

/** What to do with a value, from the mildest to the strictest. */
public enum Action {
  /** Leave it. */
  ALLOW,
  /** Put a numbered placeholder, {@code <EMAIL_1>}, and restore it in the answer. */
  PLACEHOLDER,
  /** Put a keyed hash, {@code <EMAIL_H0123456789ABCDEF>}, equal for equal values; not restored. */
  HASH,
  /** Put the type, {@code <EMAIL>}; not restored. */
  REMOVE,
  /** Refuse the request. */
  BLOCK;

  /** Reads a policy's word for an action, in any case; {@code mask} is {@link #PLACEHOLDER}. */
  public static Optional<Action> parse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "allow" -> Optional.of(ALLOW);
      case "placeholder", "mask" -> Optional.of(PLACEHOLDER);
      case "hash" -> Optional.of(HASH);
      case "remove" -> Optional.of(REMOVE);
      case "block" -> Optional.of(BLOCK);
      default -> Optional.empty();
    };
  }
}
