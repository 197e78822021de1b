package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

/**
 * A partner's own pattern.
 *
 * @param entity the type its matches get; a new name joins the known types of that policy
 * @param pattern a regular expression in RE2 syntax, matched in linear time
 */
public record CustomPattern(String entity, String pattern) {

  /** Checks that nothing is missing. */
  public CustomPattern {
    requireNonNull(entity, "entity");
    requireNonNull(pattern, "pattern");
  }
}
