package dev.barnabas.metering.anomalies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of memory is about.
 *
 * @param text in the store: what is watched, then the subject's parts, form-encoded and joined by
 *     slashes, such as {@code TOKEN_DRIFT/partner-alpha/gpt/gpt-2026-05}
 * @param subject on an alert: the parts as they are, joined by slashes
 * @param tenantId the tenant it is about; absent for a partner's
 * @param recordKey the key of an alert about it: the tenant or the partner
 */
public record WatchKey(String text, String subject, @Nullable String tenantId, String recordKey) {

  private static final String NONE = "-";
  private static final String SEPARATOR = "/";

  public WatchKey {
    requireNonNull(text, "text");
    requireNonNull(subject, "subject");
    requireNonNull(recordKey, "recordKey");
  }

  static WatchKey ofModel(AnomalyKind kind, Observation seen) {
    return of(kind.name(), null, seen.partnerId(), seen.partnerId(), seen.model());
  }

  static WatchKey ofModelVersion(AnomalyKind kind, Observation seen) {
    String version = seen.modelVersion();
    return of(
        kind.name(),
        null,
        seen.partnerId(),
        seen.partnerId(),
        seen.model(),
        version == null ? NONE : version);
  }

  static WatchKey ofModelInCurrency(AnomalyKind kind, Observation seen) {
    return of(kind.name(), null, seen.partnerId(), seen.partnerId(), seen.model(), seen.currency());
  }

  static WatchKey ofMonth(Observation seen) {
    return of("MONTH", seen.tenantId(), seen.tenantId(), seen.tenantId(), seen.currency());
  }

  private static WatchKey of(
      String watched, @Nullable String tenantId, String recordKey, String... parts) {
    return new WatchKey(
        Stream.concat(Stream.of(watched), Arrays.stream(parts))
            .map(part -> URLEncoder.encode(part, UTF_8))
            .collect(Collectors.joining(SEPARATOR)),
        String.join(SEPARATOR, parts),
        tenantId,
        recordKey);
  }
}
