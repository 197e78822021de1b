package dev.barnabas.broker.completion;

import java.util.List;

/** Whether an answer keeps the route's contract. */
public sealed interface ContractDecision {

  /** It does, or there is none. */
  record Kept() implements ContractDecision {}

  /**
   * It does not.
   *
   * @param violations JSON pointer and keyword of each, never a value
   */
  record Violated(List<String> violations) implements ContractDecision {}
}
