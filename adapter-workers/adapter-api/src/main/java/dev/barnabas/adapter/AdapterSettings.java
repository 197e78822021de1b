package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a partner's configuration says to its adapter.
 *
 * @param partnerId the partner, for messages
 * @param endpoint the provider's address with or without a trailing {@code /v1}; null means the
 *     provider's own
 * @param apiKey asked before each call, so that a changed key is used at once; it may throw or
 *     return an empty text, and the call then ends {@code AUTHENTICATION_FAILED}
 * @param limits bounds of every call
 * @param schemaVersion version of the response envelope; null means the adapter's newest
 * @param properties settings that one adapter knows, by name
 * @param streaming whether the provider may be asked for a stream; false for an endpoint that
 *     cannot
 * @param clock the time of day that deadlines are read against
 */
public record AdapterSettings(
    String partnerId,
    @Nullable URI endpoint,
    Supplier<String> apiKey,
    CallLimits limits,
    @Nullable String schemaVersion,
    Map<String, String> properties,
    boolean streaming,
    InstantSource clock) {

  public AdapterSettings {
    requireNonNull(partnerId, "partnerId");
    requireNonNull(apiKey, "apiKey");
    requireNonNull(limits, "limits");
    requireNonNull(clock, "clock");
    properties = Map.copyOf(properties);
    if (partnerId.isBlank()) {
      throw new IllegalArgumentException("partnerId is blank");
    }
    if (endpoint != null && !isHttp(endpoint)) {
      throw new IllegalArgumentException(
          "partner '%s': endpoint must be an http or https address with a host"
              .formatted(partnerId));
    }
  }

  /**
   * Settings with the provider's own endpoint, default limits, no properties, streaming, and the
   * system's time.
   */
  public static AdapterSettings of(String partnerId, @Nullable URI endpoint, Supplier<String> key) {
    return new AdapterSettings(
        partnerId, endpoint, key, CallLimits.DEFAULT, null, Map.of(), true, InstantSource.system());
  }

  /** These settings with other limits. */
  public AdapterSettings withLimits(CallLimits other) {
    return new AdapterSettings(
        partnerId, endpoint, apiKey, other, schemaVersion, properties, streaming, clock);
  }

  /** These settings with other properties. */
  public AdapterSettings withProperties(Map<String, String> other) {
    return new AdapterSettings(
        partnerId, endpoint, apiKey, limits, schemaVersion, other, streaming, clock);
  }

  /** These settings with another envelope version. */
  public AdapterSettings withSchemaVersion(String other) {
    return new AdapterSettings(
        partnerId, endpoint, apiKey, limits, other, properties, streaming, clock);
  }

  /** These settings with or without streams. */
  public AdapterSettings withStreaming(boolean other) {
    return new AdapterSettings(
        partnerId, endpoint, apiKey, limits, schemaVersion, properties, other, clock);
  }

  /** Names the partner and its host; never the key, the address's user part or its query. */
  @Override
  public String toString() {
    return "AdapterSettings[partnerId=%s, host=%s, schemaVersion=%s, limits=%s]"
        .formatted(
            partnerId, endpoint == null ? "default" : endpoint.getHost(), schemaVersion, limits);
  }

  private static boolean isHttp(URI endpoint) {
    String scheme = endpoint.getScheme();
    return endpoint.getHost() != null
        && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
  }
}
