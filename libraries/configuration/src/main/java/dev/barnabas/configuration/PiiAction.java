package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Spelling;

/** What happens to personal data that was found; each constant is stricter than the one before. */
public enum PiiAction {
  /** It stays: for an entity of a group whose others do not. */
  ALLOW,
  /** A numbered placeholder takes its place, and the answer gets the value back. */
  @Spelling({"placeholder", "redact"})
  MASK,
  /** A keyed hash takes its place, the same for the same value in every request; no way back. */
  HASH,
  /** A placeholder without a way back takes its place. */
  @Spelling({"delete"})
  REMOVE,
  /** The request is refused. */
  BLOCK;

  /** The stricter of two. */
  public PiiAction stricter(PiiAction other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
