package dev.barnabas.redaction;

/** What a text is made of. */
public enum SlotKind {
  /**
   * Anything a person or a model writes. A text that is one JSON object or array counts as JSON.
   */
  PROSE,
  /** JSON: keys, strings and numbers are redacted, and it stays JSON. */
  JSON
}
