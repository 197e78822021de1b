package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider allows per minute; null is no limit of that kind, but one of the two is given.
 */
public record RateLimit(
    @Key(about = "Requests per minute.", aliases = "rpm", min = "1")
        @Nullable Long requestsPerMinute,
    @Key(about = "Tokens per minute, in and out.", aliases = "tpm", min = "1")
        @Nullable Long tokensPerMinute) {

  private static final Pattern TEXT =
      Pattern.compile(
          "([0-9][0-9_]{0,14})\\s*(?:(req|reqs|request|requests|token|tokens)?\\s*(?:/|per)\\s*(s|sec|second|m|min|minute|h|hour))?",
          Pattern.CASE_INSENSITIVE);

  public RateLimit {
    Constraints.require(RateLimit.class, requestsPerMinute, tokensPerMinute);
    Constraints.require(
        requestsPerMinute != null || tokensPerMinute != null,
        "",
        "must have requests_per_minute or tokens_per_minute");
  }

  /**
   * Reads {@code 2000}, {@code 1000 req/min}, {@code 10 requests/second} or {@code 90000
   * tokens/min}.
   */
  @FromText("`1000 req/min`")
  public static RateLimit parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a number of requests per minute or a text such as \"1000 req/min\", but is \""
              + text
              + "\"");
    }
    long amount = Long.parseLong(matcher.group(1).replace("_", ""));
    String per = matcher.group(3) == null ? "m" : matcher.group(3).toLowerCase(Locale.ROOT);
    long perMinute =
        switch (per.charAt(0)) {
          case 's' -> amount * 60;
          case 'h' -> amount / 60;
          default -> amount;
        };
    if (perMinute < 1) {
      throw new IllegalArgumentException("must be at least 1 per minute, but is \"" + text + "\"");
    }
    boolean tokens =
        matcher.group(2) != null && matcher.group(2).toLowerCase(Locale.ROOT).startsWith("token");
    return tokens ? new RateLimit(null, perMinute) : new RateLimit(perMinute, null);
  }
}
