package dev.barnabas.configuration;

/** What a route demands beyond the policy of the partner. */
public enum PiiFilter {
  /** Nothing: the partner's policy applies. */
  STANDARD,
  /** Every entity is found, whatever the partner's policy leaves out. */
  STRICT
}
