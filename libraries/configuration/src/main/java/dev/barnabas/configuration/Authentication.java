package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;
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
                "Public keys (JWKS): an https URL, or a file beside the configuration. Required when requests are signed.")
        @Nullable String jwks,
    @Key(about = "The `iss` a signature must carry, if any.") @Nullable String issuer,
    @Key(about = "The `aud` a signature must carry, if any.") @Nullable String audience,
    @Key(about = "Signature algorithms that are accepted.", fallback = "[EdDSA, ES256]")
        List<String> algorithms,
    @Key(
            about = "Clock difference that is forgiven, compared with the record's append time.",
            fallback = "30s",
            min = "0s",
            max = "5m")
        Duration clockSkew) {

  private static final Set<String> KNOWN_ALGORITHMS =
      Set.of(
          "EdDSA", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512");

  public Authentication {
    algorithms = List.copyOf(algorithms);
    Constraints.require(Authentication.class, mode, jwks, issuer, audience, algorithms, clockSkew);
    Constraints.require(
        !mode.signed() || jwks != null, "jwks", "is required when requests are signed");
    Constraints.require(!algorithms.isEmpty(), "algorithms", "must name at least one");
    Constraints.require(
        KNOWN_ALGORITHMS.containsAll(algorithms),
        "algorithms",
        "must be public-key algorithms: "
            + String.join(", ", KNOWN_ALGORITHMS.stream().sorted().toList()));
    Constraints.require(
        jwks == null || !jwks.toLowerCase(Locale.ROOT).startsWith("http:") || loopback(jwks),
        "jwks",
        "must be https");
  }

  private static boolean loopback(String url) {
    return url.matches("(?i)http://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?(/.*)?");
  }

  /** Reads {@code authentication: none}. */
  @FromText("a mode")
  public static Authentication parse(String mode) {
    return new Authentication(
        Mode.parse(mode), null, null, null, List.of("EdDSA", "ES256"), Duration.ofSeconds(30));
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
