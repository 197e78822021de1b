package dev.barnabas.configuration.binding;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a record's values to what its {@link Key}s say: presence, range and pattern. */
public final class Constraints {

  private Constraints() {}

  /**
   * For compact constructors: checks the components, given in their order.
   *
   * @throws InvalidKeyException naming the first key that is refused
   */
  public static void require(Class<? extends Record> type, @Nullable Object... values) {
    List<KeySpec> keys = RecordModel.of(type).keys();
    for (int index = 0; index < values.length; index++) {
      check(keys.get(index), values[index]);
    }
  }

  /**
   * Refuses a record unless a condition holds. The key is a canonical spelling; empty for the whole
   * record.
   */
  public static void require(boolean condition, String key, String message) {
    if (!condition) {
      throw new InvalidKeyException(key, message);
    }
  }

  static void check(KeySpec spec, @Nullable Object value) {
    if (value == null) {
      require(spec.nullable(), spec.name(), "is required");
      return;
    }
    Key key = spec.key();
    if (!key.min().isEmpty() && compare(value, key.min()) < 0) {
      throw new InvalidKeyException(
          spec.name(), "must be at least " + key.min() + ", but is " + shown(value));
    }
    if (!key.max().isEmpty() && compare(value, key.max()) > 0) {
      throw new InvalidKeyException(
          spec.name(), "must be at most " + key.max() + ", but is " + shown(value));
    }
    if (!key.pattern().isEmpty() && value instanceof String text && !text.matches(key.pattern())) {
      throw new InvalidKeyException(
          spec.name(), "must match " + key.pattern() + ", but is \"" + text + "\"");
    }
  }

  private static int compare(Object value, String bound) {
    return switch (value) {
      case Duration duration -> duration.compareTo(DurationText.parse(bound, true));
      case ByteSize size -> size.compareTo(ByteSize.parse(bound));
      case BigDecimal decimal -> decimal.compareTo(new BigDecimal(bound));
      case Number number -> Long.compare(number.longValue(), Long.parseLong(bound));
      default -> throw new IllegalStateException("no range for " + value.getClass());
    };
  }

  private static String shown(Object value) {
    return switch (value) {
      case Duration duration -> DurationText.write(duration);
      case BigDecimal decimal -> decimal.toPlainString();
      default -> value.toString();
    };
  }
}
