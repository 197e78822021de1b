package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Something unusual, as an alert tells it.
 *
 * @param kind what was found
 * @param subject what it is about, such as {@code partner-alpha/gpt}
 * @param tenantId the tenant it is about; absent for a partner's
 * @param recordKey the key of the alert: the tenant or the partner
 * @param numbers what led to it
 * @param message one sentence
 */
public record Finding(
    AnomalyKind kind,
    String subject,
    @Nullable String tenantId,
    String recordKey,
    SortedMap<String, String> numbers,
    String message) {

  /** How urgent each of them is. */
  public static final String SEVERITY = "WARNING";

  public Finding {
    requireNonNull(kind, "kind");
    requireNonNull(subject, "subject");
    requireNonNull(recordKey, "recordKey");
    requireNonNull(numbers, "numbers");
    requireNonNull(message, "message");
  }
}
