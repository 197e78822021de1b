package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.TokenBound;
import dev.barnabas.pricing.TokenFamily;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the tokens of a prompt are bounded before a call, so that a charge never exceeds what was
 * reserved. What is absent is the family's.
 */
public record TokenBounds(
    @Key(
            about =
                "Whose figures to start from: `openai`, `anthropic`, `simulated`, or `generic`, which has the dearest of each.",
            fallbackNote = "the adapter's; `generic` for one that is not built in",
            pattern = "openai|anthropic|simulated|generic")
        @Nullable String family,
    @Key(
            about = "Factor on the bytes and everything added.",
            fallbackNote = "the family's; 1.2 for `anthropic` and `generic`, else 1",
            min = "1",
            max = "10")
        @Nullable BigDecimal safetyFactor,
    @Key(
            about = "Tokens added to every prompt.",
            fallbackNote = "the family's",
            min = "0",
            max = "10000000")
        @Nullable Integer perPrompt,
    @Key(
            about = "Tokens added to every message.",
            fallbackNote = "the family's",
            min = "0",
            max = "10000000")
        @Nullable Integer perMessage,
    @Key(
            about = "Tokens added once to a prompt with tools.",
            fallbackNote = "the family's",
            min = "0",
            max = "10000000")
        @Nullable Integer perToolUse,
    @Key(
            about = "Tokens added for every tool.",
            fallbackNote = "the family's",
            min = "0",
            max = "10000000")
        @Nullable Integer perTool,
    @Key(
            about = "The most tokens of an image.",
            fallbackNote = "the family's",
            min = "0",
            max = "10000000")
        @Nullable Integer perImage,
    @Key(
            about = "The most tokens of a file or of audio.",
            fallbackNote = "the family's",
            min = "0",
            max = "10000000")
        @Nullable Integer perFile,
    @Key(
            about =
                "The most prompt tokens that the provider's models take; no prompt is bounded above it.",
            fallbackNote = "not known",
            min = "1",
            max = "1000000000")
        @Nullable Long contextWindow) {

  public TokenBounds {
    Constraints.require(
        TokenBounds.class,
        family,
        safetyFactor,
        perPrompt,
        perMessage,
        perToolUse,
        perTool,
        perImage,
        perFile,
        contextWindow);
  }

  /** The bound for a partner with that adapter. */
  TokenBound over(String adapter) {
    TokenBound of =
        (family == null
                ? TokenFamily.ofAdapter(adapter)
                : TokenFamily.valueOf(family.toUpperCase(Locale.ROOT)))
            .bound();
    return new TokenBound(
        safetyFactor == null ? of.safetyFactor() : safetyFactor,
        own(perPrompt, of.perPrompt()),
        own(perMessage, of.perMessage()),
        own(perToolUse, of.perToolUse()),
        own(perTool, of.perTool()),
        own(perImage, of.perImage()),
        own(perFile, of.perFile()),
        contextWindow == null ? of.contextWindow() : contextWindow);
  }

  private static int own(@Nullable Integer own, int otherwise) {
    return own == null ? otherwise : own;
  }
}
