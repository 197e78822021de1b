package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

/**
 * What a provider said about tokens.
 *
 * @param usage normalised
 * @param rawJson the usage object as it came
 */
public record ReportedUsage(TokenUsage usage, String rawJson) {
  public ReportedUsage {
    requireNonNull(usage, "usage");
    requireNonNull(rawJson, "rawJson");
  }
}
