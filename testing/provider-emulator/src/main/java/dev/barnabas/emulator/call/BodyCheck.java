package dev.barnabas.emulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Checks that both providers make on fields of a request body. */
public final class BodyCheck {
  private BodyCheck() {}

  /** A present field must be a number within the bounds. */
  public static Optional<ProviderError> number(
      JsonNode body, String field, double least, double most) {
    if (!body.hasNonNull(field)) {
      return Optional.empty();
    }
    JsonNode value = body.path(field);
    if (!value.isNumber()) {
      return Optional.of(invalidType(field, "a number"));
    }
    return bounds(field, value.asDouble(), least, most, "decimal");
  }

  /** A present field must be an integer of at least {@code least}. */
  public static Optional<ProviderError> integer(JsonNode body, String field, int least) {
    if (!body.hasNonNull(field)) {
      return Optional.empty();
    }
    JsonNode value = body.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      return Optional.of(invalidType(field, "an integer"));
    }
    return bounds(field, value.asDouble(), least, Integer.MAX_VALUE, "integer");
  }

  /** A required field must be a non-empty array. */
  public static Optional<ProviderError> filledArray(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.of(missing(field));
    }
    if (!value.isArray()) {
      return Optional.of(invalidType(field, "an array"));
    }
    return value.isEmpty()
        ? Optional.of(
            ProviderError.invalid(field, "empty_array", "Invalid '" + field + "': empty array."))
        : Optional.empty();
  }

  /** A required field must be a string that is not empty. */
  public static Optional<ProviderError> filledText(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.of(missing(field));
    }
    return value.isTextual() && !value.asText().isEmpty()
        ? Optional.empty()
        : Optional.of(invalidType(field, "a string that is not empty"));
  }

  public static ProviderError missing(String field) {
    return ProviderError.invalid(
        field, "missing_required_parameter", "Missing required parameter: '" + field + "'.");
  }

  public static ProviderError invalidType(String field, String expected) {
    return ProviderError.invalid(
        field, "invalid_type", "Invalid type for '" + field + "': expected " + expected + ".");
  }

  public static ProviderError invalidValue(String field, String expected) {
    return ProviderError.invalid(
        field, "invalid_value", "Invalid value for '" + field + "': expected " + expected + ".");
  }

  private static Optional<ProviderError> bounds(
      String field, double value, double least, double most, String type) {
    if (value < least) {
      String message = "Invalid '" + field + "': below the minimum of " + plain(least) + ".";
      return Optional.of(ProviderError.invalid(field, type + "_below_min_value", message));
    }
    if (value > most) {
      String message = "Invalid '" + field + "': above the maximum of " + plain(most) + ".";
      return Optional.of(ProviderError.invalid(field, type + "_above_max_value", message));
    }
    return Optional.empty();
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
