package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alias that tenants ask for, and how it is served. */
public record Route(
    @Key(
            about = "What a request names as its `modelId`.",
            aliases = "name",
            pattern = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")
        String alias,
    @Key(
            about = "The partner that is asked first.",
            aliases = {"partner", "adapter"})
        String primary,
    @Key(
            about = "Partners to try in turn after it, as a text or a list.",
            aliases = "fallback",
            fallback = "[]",
            fallbackNote = "the primary's `fallbacks`")
        List<String> fallbackChain,
    @Key(
            about =
                "`strict`: every entity is found, and the stricter of route and partner applies.",
            fallback = "standard")
        PiiFilter piiFilter,
    @Key(
            about =
                "JSON Schema of the answer's content: a file beside the configuration, else one on the class path under `/contracts/`.")
        @Nullable String schema,
    @Key(
            about =
                "`off`: not checked. `shadow`: checked and recorded. `enforce`: a violation is acted upon.",
            fallback = "enforce")
        PolicyMode schemaMode,
    @Key(about = "What happens when the answer violates the schema.", fallback = "fallback")
        OnContractViolation onContractViolation,
    @Key(
            about =
                "The tenant's price of one token, in or out, in `currency`; absent: the provider's price.",
            min = "0")
        @Nullable BigDecimal costPerToken,
    @Key(
            about = "Output tokens reserved, and asked for, when a request names none.",
            fallback = "1024",
            min = "1",
            max = "10000000")
        int maxOutputTokens,
    @Key(
            about = "Calls a request may make in all, at all partners.",
            fallback = "6",
            min = "1",
            max = "50")
        int maxAttempts,
    @Key(about = "How long a request may take when it says nothing.", aliases = "deadlines")
        RouteDeadline deadline,
    @Key(about = "The answer when every partner failed: DEGRADED, and charged nothing.")
        @Nullable Degrade degrade,
    @Key(
            about =
                "When the provider answers with another model version: `alert`, `hold` new requests, or `fallback` to the next partner.",
            fallback = "alert")
        OnModelChange onModelChange,
    @Key(about = "Other first partners, drawn by weight once per request.", fallback = "[]")
        List<Variant> variants) {

  public Route {
    fallbackChain = List.copyOf(fallbackChain);
    variants = List.copyOf(variants);
    Constraints.require(
        Route.class,
        alias,
        primary,
        fallbackChain,
        piiFilter,
        schema,
        schemaMode,
        onContractViolation,
        costPerToken,
        maxOutputTokens,
        maxAttempts,
        deadline,
        degrade,
        onModelChange,
        variants);
  }

  /** The partners in the order they are asked: the primary, then the fallback chain. */
  public List<String> chain() {
    List<String> chain = new ArrayList<>(fallbackChain.size() + 1);
    chain.add(primary);
    chain.addAll(fallbackChain);
    return List.copyOf(chain);
  }

  /** Every partner that may serve this alias, each once. */
  public List<String> partners() {
    List<String> all = new ArrayList<>(chain());
    variants.forEach(variant -> all.addAll(variant.chain()));
    return all.stream().distinct().toList();
  }

  Route withDeadline(RouteDeadline other) {
    return new Route(
        alias,
        primary,
        fallbackChain,
        piiFilter,
        schema,
        schemaMode,
        onContractViolation,
        costPerToken,
        maxOutputTokens,
        maxAttempts,
        other,
        degrade,
        onModelChange,
        variants);
  }
}
