package dev.barnabas.configuration;

/** How far a policy goes. */
public enum PolicyMode {
  /** It is not asked. */
  OFF,
  /** It decides and records, and changes nothing. */
  SHADOW,
  /** It decides. */
  ENFORCE
}
