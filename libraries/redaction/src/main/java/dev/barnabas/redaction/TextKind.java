package dev.barnabas.redaction;

/** How a restored value must be written. */
public enum TextKind {
  /** As it is. */
  PROSE,
  /** Escaped, to stand inside a JSON string. */
  JSON
}
