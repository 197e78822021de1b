package dev.barnabas.topics;

/** What personal data the values of a topic may hold. */
public enum PersonalData {
  /** None. */
  NONE,
  /** Content from which the partner's policy was taken out. */
  REDACTED,
  /** Answers with the personal data put back. */
  RESTORED,
  /** Content as the tenant sent it. */
  RAW
}
