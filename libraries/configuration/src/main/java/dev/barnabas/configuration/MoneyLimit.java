package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A limit on money in a window, in the configuration's currency. */
public record MoneyLimit(
    @Key(about = "What may not be exceeded.", min = "0") BigDecimal limit,
    @Key(about = "Reaching it raises an alert and changes nothing.", min = "0")
        @Nullable BigDecimal soft,
    @Key(about = "How far this limit goes; absent: as the limits around it.")
        @Nullable PolicyMode mode) {

  public MoneyLimit {
    Constraints.require(MoneyLimit.class, limit, soft, mode);
    Constraints.require(
        soft == null || soft.compareTo(limit) <= 0,
        "soft",
        "must not be above the limit of " + limit.toPlainString());
  }

  /** Reads a limit alone. */
  @FromText("a decimal")
  public static MoneyLimit parse(String text) {
    String digits = text.strip().replace("_", "");
    if (!digits.matches("[0-9]{1,20}(\\.[0-9]{1,18})?")) {
      throw new IllegalArgumentException(
          "must be an amount of at least 0, but is \"" + text + "\"");
    }
    return new MoneyLimit(new BigDecimal(digits).stripTrailingZeros(), null, null);
  }
}
