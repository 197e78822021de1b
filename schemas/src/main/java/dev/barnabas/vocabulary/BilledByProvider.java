package dev.barnabas.vocabulary;

/** What is known about whether a provider bills a call. */
public enum BilledByProvider {
  /** The provider bills it. */
  YES,
  /** The provider does not bill it. */
  NO,
  /** Nobody on this side can tell. */
  UNKNOWN
}
