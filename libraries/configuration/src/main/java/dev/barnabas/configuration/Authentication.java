package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a tenant proves that a request is its own. */
public record Authentication(
    @Key(
            about =
                "`signed`: a JWS in a header, bound to topic, tenant, correlation id and value. `topics`: one request topic per tenant, held by ACLs. `signed_and_topics`: both must agree. `none`: anyone who can write is believed.")
        Mode mode,
    @Key(
            about =
                "Public keys (JWKS): an https URL, or a file beside the configuration. Required when requests are signed. A key's member `tenants` lists whom it signs for.")
        @Nullable String jwks,
    @Key(about = "The `iss` a signature must carry, if any.") @Nullable String issuer,
    @Key(about = "The `aud` a signature must carry, if any.") @Nullable String audience,
    @Key(
            about = "Signature algorithms that are accepted; there are no others.",
            fallback = "[EdDSA, ES256]",
            values = {"EdDSA", "ES256"})
        List<String> algorithms,
    @Key(
            about = "Clock difference that is forgiven, compared with the record's append time.",
            fallback = "30s",
            min = "0s",
            max = "5m")
        Duration clockSkew,
    @Key(
            about =
                "The longest time from `iat` to `exp` that a signature may name. Shorter than the dedupe window, so that a captured record is still remembered when it is sent again.",
            min = "1s",
            max = "30d",
            fallbackNote =
                "the dedupe window less an hour; half of it less twice `clock_skew`, if that is longer")
        @Nullable Duration maxLifetime,
    @Key(
            about = "How often the key set is read again, beside when an unknown key is named.",
            fallback = "5m",
            min = "1s",
            max = "24h")
        Duration refresh,
    @Key(
            about =
                "How long the keys last read are used while the key set cannot be read; then signed requests are refused.",
            fallback = "1h",
            min = "1s",
            max = "7d")
        Duration maxStale,
    @Key(
            about =
                "`enforce`: what is not proven is dead-lettered. `shadow`: it is counted and recorded, and believed. `off`: nothing is checked.",
            fallback = "enforce")
        PolicyMode policyMode) {

  private static final Set<String> KNOWN_ALGORITHMS = Set.of("EdDSA", "ES256");

  public Authentication {
    algorithms = List.copyOf(algorithms);
    Constraints.require(
        Authentication.class,
        mode,
        jwks,
        issuer,
        audience,
        algorithms,
        clockSkew,
        maxLifetime,
        refresh,
        maxStale,
        policyMode);
    Constraints.require(
        !mode.signed() || jwks != null, "jwks", "is required when requests are signed");
    Constraints.require(!algorithms.isEmpty(), "algorithms", "must name at least one");
    Constraints.require(
        KNOWN_ALGORITHMS.containsAll(algorithms),
        "algorithms",
        "must be of " + String.join(", ", KNOWN_ALGORITHMS.stream().sorted().toList()));
    Constraints.require(
        jwks == null || !jwks.contains("://") || isHttps(jwks), "jwks", "must be https or a file");
    Constraints.require(
        !maxStale.minus(refresh).isNegative(), "max_stale", "must be at least `refresh`");
  }

  private static boolean isHttps(String url) {
    try {
      URI parsed = new URI(url);
      return "https".equalsIgnoreCase(parsed.getScheme())
          && parsed.getHost() != null
          && parsed.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether the keys are behind a URL, and not in a file. */
  public boolean keysAreRemote() {
    return jwks != null && jwks.contains("://");
  }

  /** The longest lifetime of a signature, under a dedupe window. */
  public Duration effectiveMaxLifetime(Duration dedupeWindow) {
    return maxLifetime == null ? longestLifetime(dedupeWindow) : maxLifetime;
  }

  /** Both ends are forgiven the skew, and the sum has to end within the window. */
  Duration longestLifetime(Duration dedupeWindow) {
    Duration lessAnHour = dedupeWindow.minus(Duration.ofHours(1));
    Duration half = dedupeWindow.dividedBy(2).minus(clockSkew.multipliedBy(2));
    return lessAnHour.compareTo(half) > 0 ? lessAnHour : half;
  }

  /** Reads {@code authentication: none}. */
  @FromText("a mode")
  public static Authentication parse(String mode) {
    return new Authentication(
        Mode.parse(mode),
        null,
        null,
        null,
        List.of("EdDSA", "ES256"),
        Duration.ofSeconds(30),
        null,
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        PolicyMode.ENFORCE);
  }

  /** How requests are authenticated. */
  public enum Mode {
    /** Not at all. */
    NONE,
    /** By a signature in a header. */
    SIGNED,
    /** By a topic of the tenant's own. */
    TOPICS,
    /** By both. */
    SIGNED_AND_TOPICS;

    /** Whether a signature is demanded. */
    public boolean signed() {
      return this == SIGNED || this == SIGNED_AND_TOPICS;
    }

    /** Whether each tenant has its own request topic. */
    public boolean ownTopics() {
      return this == TOPICS || this == SIGNED_AND_TOPICS;
    }

    private static Mode parse(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT).replace('-', '_')) {
        case "none" -> NONE;
        case "signed" -> SIGNED;
        case "topics" -> TOPICS;
        case "signed_and_topics" -> SIGNED_AND_TOPICS;
        default ->
            throw new IllegalArgumentException(
                "must be one of none, signed, topics, signed_and_topics, but is \"" + text + "\"");
      };
    }
  }
}
