package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.ByteSize;
import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.TokenBound;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model provider, or one account at one, and the worker pool that calls it. */
public record Partner(
    @Key(
            about = "Its name: in topics, usage events and metrics.",
            aliases = "name",
            pattern = "[A-Za-z0-9][A-Za-z0-9-]{0,63}")
        String id,
    @Key(
            about =
                "What speaks to it: a built-in adapter, or the name of one that is found on the class path.",
            values = {"openai", "anthropic", "simulated"})
        String adapter,
    @Key(
            about = "Base URL of its API.",
            aliases = {"base_url", "url"},
            fallbackNote = "the provider's own, for `openai` and `anthropic`")
        @Nullable URI endpoint,
    @Key(about = "A file under `secrets_dir` with the key; read again when it changes.", raw = true)
        @Nullable String apiKeyRef,
    @Key(
            about =
                "The environment variable with the key: `api_key: ${NAME}` or `api_key_env: NAME`. A literal `api_key` works, with a warning.",
            aliases = "api_key",
            raw = true)
        @Nullable String apiKeyEnv,
    @Key(about = "The key is a literal in the file.", hidden = true, fallback = "false")
        boolean apiKeyInline,
    @Key(
            about =
                "Partners to try in turn when this one fails, for routes without a chain of their own.",
            fallback = "[]")
        List<String> fallbacks,
    @Key(about = "What the provider allows per minute, over all workers.", name = "rate_limit")
        @Nullable RateLimit rateLimit,
    @Key(
            about =
                "What it allows per minute for one model, by the provider's name of the model; the partner's limit holds beside it.")
        Map<String, RateLimit> modelRateLimits,
    @Key(
            about =
                "How long a call waits for room at this partner when another of the chain can take it.",
            fallback = "10s",
            min = "0ms",
            max = "1h")
        Duration maxWait,
    @Key(about = "Version of the adapter's response envelope.", fallback = "v1")
        String schemaVersion,
    @Key(
            about = "Longest time one call may take, to its last byte.",
            name = "timeout_ms",
            fallback = "60s",
            min = "1ms",
            max = "24h")
        Duration timeout,
    @Key(
            about = "Longest silence within an answer.",
            name = "idle_timeout_ms",
            fallback = "30s",
            min = "1ms",
            max = "24h")
        Duration idleTimeout,
    @Key(
            about = "Longest wait until the connection stands.",
            name = "connect_timeout_ms",
            fallback = "5s",
            min = "1ms",
            max = "24h")
        Duration connectTimeout,
    @Key(
            about = "Longest wait for the head of an answer.",
            name = "first_byte_timeout_ms",
            min = "1ms",
            max = "24h",
            fallbackNote = "`timeout_ms`")
        @Nullable Duration firstByteTimeout,
    @Key(
            about = "The largest answer taken from this partner; never more than `sizes.answer`.",
            min = "1KiB",
            max = "64MiB",
            fallbackNote = "`sizes.answer`")
        @Nullable ByteSize maxAnswer,
    @Key(
            about = "The largest stream read from this partner, with the envelope of each piece.",
            fallback = "64MiB",
            min = "64KiB",
            max = "1GiB")
        ByteSize maxStream,
    @Key(
            about =
                "Whether the partner is asked for a stream, so that a running answer can be cut and metered. `false` for an endpoint that cannot.",
            fallback = "true")
        boolean streaming,
    @Key(about = "Repeats of a failed call at this partner.") Retry retry,
    @Key(about = "When the partner is left alone for a while.", aliases = "circuit_breaker")
        Breaker breaker,
    @Key(about = "What personal data it may not see.") PiiPolicy pii,
    @Key(about = "The provider's model for each alias; an alias without one is sent as it is.")
        Map<String, String> models,
    @Key(
            about = "Calls in flight in one worker process.",
            fallback = "64",
            min = "1",
            max = "10000")
        int maxConcurrency,
    @Key(about = "How the calls in flight adapt to the partner, below `max_concurrency`.")
        AdaptiveConcurrency adaptiveConcurrency,
    @Key(
            about = "Unfinished work of one tenant in one lane; more waits parked.",
            fallback = "256",
            min = "1",
            max = "100000")
        int maxUnfinishedPerTenant,
    @Key(
            about =
                "How long work is kept on its topic; at least the longest deadline and the grace.",
            min = "1m",
            fallbackNote =
                "the longest deadline, the grace and `timeout_ms`, rounded up to a whole hour; at least 24h")
        @Nullable Duration retention,
    @Key(about = "How calls are shared between the lanes when both have work.") Lanes lanes,
    @Key(about = "How prompt tokens are bounded before the call.") TokenBounds tokenBounds,
    @Key(
            about =
                "Parameters of a request's `parameters.passThrough` that reach the partner, redacted; others are left out.",
            fallback = "[]")
        List<String> passThrough) {

  public Partner {
    fallbacks = List.copyOf(fallbacks);
    models = Copies.sorted(models);
    modelRateLimits = Copies.sorted(modelRateLimits);
    passThrough = List.copyOf(passThrough);
    adapter = Adapters.canonical(adapter);
    endpoint = endpoint == null ? Adapters.publicEndpoint(adapter) : endpoint;
    Constraints.require(
        Partner.class,
        id,
        adapter,
        endpoint,
        apiKeyRef,
        apiKeyEnv,
        apiKeyInline,
        fallbacks,
        rateLimit,
        modelRateLimits,
        maxWait,
        schemaVersion,
        timeout,
        idleTimeout,
        connectTimeout,
        firstByteTimeout,
        maxAnswer,
        maxStream,
        streaming,
        retry,
        breaker,
        pii,
        models,
        maxConcurrency,
        adaptiveConcurrency,
        maxUnfinishedPerTenant,
        retention,
        lanes,
        tokenBounds,
        passThrough);
    Constraints.require(
        adaptiveConcurrency.min() <= maxConcurrency,
        "adaptive_concurrency.min",
        "must not be more than max_concurrency, " + maxConcurrency);
    Constraints.require(!adapter.isBlank(), "adapter", "must not be blank");
    int credentials =
        (apiKeyRef == null ? 0 : 1) + (apiKeyEnv == null ? 0 : 1) + (apiKeyInline ? 1 : 0);
    Constraints.require(credentials <= 1, "api_key_ref", "is one of two keys given; keep one");
    Constraints.require(
        apiKeyEnv == null || apiKeyEnv.matches("[A-Za-z_][A-Za-z0-9_]*"),
        "api_key_env",
        "must be the name of an environment variable");
  }

  /** Where the key is. */
  public Credential credential() {
    if (apiKeyRef != null) {
      return new Credential.SecretFile(apiKeyRef);
    }
    if (apiKeyEnv != null) {
      return new Credential.EnvironmentVariable(apiKeyEnv);
    }
    return apiKeyInline ? new Credential.Literal() : new Credential.None();
  }

  /** The provider's name for the model of an alias; the alias itself if no mapping was given. */
  public String providerModel(String alias) {
    return models.getOrDefault(alias, alias);
  }

  /** From what latency on a call is slow. */
  public Duration slowCall() {
    Duration own = breaker.slowCall();
    return own == null ? timeout : own;
  }

  /** The upper bound on the tokens of a prompt for this partner. */
  public TokenBound tokenBound() {
    return tokenBounds.over(adapter);
  }

  /** The endpoint, if the adapter has one. */
  public Optional<URI> url() {
    return Optional.ofNullable(endpoint);
  }

  /** How long work is kept on its topic. Never empty in a loaded configuration. */
  public Duration workRetention() {
    return retention == null ? Deadlines.MINIMUM_RETENTION : retention;
  }

  Partner withRetention(Duration derived) {
    return new Partner(
        id,
        adapter,
        endpoint,
        apiKeyRef,
        apiKeyEnv,
        apiKeyInline,
        fallbacks,
        rateLimit,
        modelRateLimits,
        maxWait,
        schemaVersion,
        timeout,
        idleTimeout,
        connectTimeout,
        firstByteTimeout,
        maxAnswer,
        maxStream,
        streaming,
        retry,
        breaker,
        pii,
        models,
        maxConcurrency,
        adaptiveConcurrency,
        maxUnfinishedPerTenant,
        derived,
        lanes,
        tokenBounds,
        passThrough);
  }
}
