package dev.barnabas.vocabulary;

/**
 * Why a record does not count as its tenant's. The constant's name is the word in {@code
 * DeadLetter.detail} of an UNAUTHENTICATED record.
 */
public enum UnauthenticatedCode {
  /** There is no signature. */
  SIGNATURE_MISSING,
  /** There are several signature headers. */
  SIGNATURE_REPEATED,
  /** The header is no compact JWS of our type with a key id. */
  SIGNATURE_MALFORMED,
  /** The algorithm is {@code none}, or one that is not accepted. */
  ALGORITHM_NOT_ALLOWED,
  /** The key set has not been read since the start. */
  KEY_SET_NOT_LOADED,
  /** The key set could not be read for too long. */
  KEY_SET_STALE,
  /** The key set has no such key. */
  KEY_UNKNOWN,
  /** The key is of another algorithm than the signature. */
  ALGORITHM_OF_ANOTHER_KEY,
  /** The key did not sign this. */
  SIGNATURE_INVALID,
  /** What was signed are no claims about a record. */
  CLAIMS_MALFORMED,
  /** The key does not sign for the tenant. */
  KEY_OF_ANOTHER_TENANT,
  /** The tenant in the record is not the one signed. */
  TENANT_DIFFERS,
  /** The correlation id in the record is not the one signed. */
  CORRELATION_ID_DIFFERS,
  /** The record was published to another topic than the one signed. */
  TOPIC_DIFFERS,
  /** The value is not the one signed. */
  VALUE_CHANGED,
  /** The issuer is not the configured one. */
  ISSUER_DIFFERS,
  /** The audience is not the configured one. */
  AUDIENCE_DIFFERS,
  /** The record was appended after the signature's end. */
  EXPIRED,
  /** The record was appended before the signature's beginning. */
  FROM_THE_FUTURE,
  /** The signature ends before it begins, or lives longer than allowed. */
  LIFETIME_TOO_LONG,
  /** The record lies in the topic of another tenant. */
  TOPIC_OF_ANOTHER_TENANT,
  /** The record does not lie in a topic of the tenant's own. */
  NO_TOPIC_OF_ITS_OWN,
  /** A moved record whose origin is not proven. */
  ORIGIN_NOT_PROVEN
}
