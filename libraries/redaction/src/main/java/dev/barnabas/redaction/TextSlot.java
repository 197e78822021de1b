package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

/**
 * One text of a chat request.
 *
 * @param id the caller's name for the place, for example {@code messages[2].content}
 * @param role who says it
 * @param kind what it is made of
 * @param text the text itself
 */
public record TextSlot(String id, Role role, SlotKind kind, String text) {

  /** Checks that nothing is missing. */
  public TextSlot {
    requireNonNull(id, "id");
    requireNonNull(role, "role");
    requireNonNull(kind, "kind");
    requireNonNull(text, "text");
  }

  /** Shows where the text stands, not what it says. */
  @Override
  public String toString() {
    return "TextSlot[" + id + ", " + role + ", " + kind + "]";
  }
}
