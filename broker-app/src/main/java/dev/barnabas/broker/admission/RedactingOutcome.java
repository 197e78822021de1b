package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.Original;
import java.util.Map;

/** What redaction made of a request for one partner. */
public sealed interface RedactingOutcome {

  /**
   * It may go out.
   *
   * @param content the redacted request
   * @param vault what its placeholders stand for, serialised
   * @param counts what was redacted: type to count
   */
  record Clean(Original content, byte[] vault, Map<String, Integer> counts)
      implements RedactingOutcome {}

  /** The policy forbids a type that the request contains. */
  record Blocked() implements RedactingOutcome {}

  /** Redaction failed; nothing may go out. */
  record Failed() implements RedactingOutcome {}
}
