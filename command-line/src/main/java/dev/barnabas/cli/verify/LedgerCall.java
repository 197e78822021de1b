package dev.barnabas.cli.verify;

import org.jspecify.annotations.Nullable;

/**
 * A call in a provider's ledger.
 *
 * @param line the file and line that received it
 * @param kind INFERENCE for what may be billed
 * @param provider the provider's name
 * @param attemptId our attempt, empty where the caller named none
 * @param callId our call, empty where the caller named none
 * @param end how it ended; null where it was in flight when the provider was killed
 */
record LedgerCall(
    String line, String kind, String provider, String attemptId, String callId, @Nullable End end) {

  /** The same call with its end. */
  LedgerCall ended(End known) {
    return new LedgerCall(line, kind, provider, attemptId, callId, known);
  }

  /**
   * A call's end.
   *
   * @param status the HTTP status, 0 where none was sent
   * @param fault the fault that was played, {@code none} without one
   * @param billed whether the provider charges for it
   * @param inputTokens all prompt tokens
   * @param outputTokens all generated tokens
   * @param cachedInputTokens of the input: read from the cache
   * @param reasoningTokens of the output: not shown
   */
  record End(
      int status,
      String fault,
      boolean billed,
      long inputTokens,
      long outputTokens,
      long cachedInputTokens,
      long reasoningTokens) {}
}
