package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;
import org.jspecify.annotations.Nullable;

/** A limit on a count in a window. */
public record CountLimit(
    @Key(about = "What may not be exceeded.", min = "0") long limit,
    @Key(about = "Reaching it raises an alert and changes nothing.", min = "0") @Nullable Long soft,
    @Key(about = "How far this limit goes; absent: as the limits around it.")
        @Nullable PolicyMode mode) {

  public CountLimit {
    Constraints.require(CountLimit.class, limit, soft, mode);
    Constraints.require(
        soft == null || soft <= limit, "soft", "must not be above the limit of " + limit);
  }

  /** Reads a limit alone. */
  @FromText("a number")
  public static CountLimit parse(String text) {
    String digits = text.strip().replace("_", "");
    if (!digits.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "must be a whole number of at least 0, but is \"" + text + "\"");
    }
    return new CountLimit(Long.parseLong(digits), null, null);
  }
}
