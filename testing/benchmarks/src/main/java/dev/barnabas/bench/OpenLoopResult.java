package dev.barnabas.bench;

/**
 * What one run measured.
 *
 * @param completed requests that completed
 * @param others requests that ended otherwise; they are in no quantile
 * @param overhead publish to response seen, less the provider's time
 * @param latestSendMs how far the sender itself was behind its schedule at worst
 */
record OpenLoopResult(int completed, int others, Quantiles overhead, double latestSendMs) {}
