package dev.barnabas.adapter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who speaks in a message. */
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT,
  TOOL;

  /** The role as requests spell it, such as {@code user}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role a word names, without regard to case. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equalsIgnoreCase(word)).findFirst();
  }
}
