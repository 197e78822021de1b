package dev.barnabas.emulator.call;

/** What a provider refuses a call for; each provider has its own body and status for it. */
public enum ErrorKind {
  INVALID_REQUEST,
  UNAUTHENTICATED,
  FORBIDDEN,
  MODEL_NOT_FOUND,
  PATH_NOT_FOUND,
  METHOD_NOT_ALLOWED,
  TOO_LARGE,
  UNPROCESSABLE,
  RATE_LIMITED,
  SPEND_LIMIT,
  CREDIT_EXHAUSTED,
  SERVER_ERROR,
  BAD_GATEWAY,
  UNAVAILABLE,
  GATEWAY_TIMEOUT,
  OVERLOADED,
  CONTEXT_LENGTH
}
