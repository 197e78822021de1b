package dev.barnabas.broker.topology;

import dev.barnabas.vocabulary.ErrorCode;

/**
 * A record would be larger than its topic takes; the decision is taken back and replaced by an
 * answer that says so.
 */
final class Oversize extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;

  Oversize(ErrorCode code) {
    super("a record is larger than its topic takes: " + code, null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }
}
