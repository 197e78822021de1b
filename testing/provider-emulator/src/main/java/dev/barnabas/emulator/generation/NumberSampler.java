package dev.barnabas.emulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers within a schema's bounds: the least allowed, else the most, else 1. */
final class NumberSampler {
  private static final BigDecimal STEP = new BigDecimal("0.5");

  private NumberSampler() {}

  static long integer(JsonNode schema) {
    return value(schema, BigDecimal.ONE, BigDecimal.ONE)
        .setScale(0, RoundingMode.CEILING)
        .longValue();
  }

  static JsonNode number(JsonNode schema) {
    return JsonNodeFactory.instance.numberNode(value(schema, BigDecimal.ZERO, STEP));
  }

  /**
   * @param grain what the value is a multiple of, 0 for any
   * @param step how far a value stays from an exclusive bound
   */
  private static BigDecimal value(JsonNode schema, BigDecimal grain, BigDecimal step) {
    BigDecimal multiple =
        schema.path("multipleOf").asDouble() > 0 ? schema.path("multipleOf").decimalValue() : grain;
    BigDecimal start = start(schema, multiple.signum() == 0 ? step : multiple);
    if (multiple.signum() == 0) {
      return start;
    }
    RoundingMode towards =
        hasLeast(schema) || !hasMost(schema) ? RoundingMode.CEILING : RoundingMode.FLOOR;
    return start.divide(multiple, 0, towards).multiply(multiple);
  }

  private static BigDecimal start(JsonNode schema, BigDecimal step) {
    BigDecimal least = null;
    if (schema.path("minimum").isNumber()) {
      least = schema.path("minimum").decimalValue();
    } else if (schema.path("exclusiveMinimum").isNumber()) {
      least = between(schema, step);
    }
    if (least != null) {
      return least;
    }
    if (schema.path("maximum").isNumber()) {
      return schema.path("maximum").decimalValue().min(BigDecimal.ONE);
    }
    return schema.path("exclusiveMaximum").isNumber()
        ? schema.path("exclusiveMaximum").decimalValue().subtract(step).min(BigDecimal.ONE)
        : BigDecimal.ONE;
  }

  /** Just above an exclusive minimum, and half-way to a maximum that is nearer than a step. */
  private static BigDecimal between(JsonNode schema, BigDecimal step) {
    BigDecimal least = schema.path("exclusiveMinimum").decimalValue();
    JsonNode most =
        schema.has("maximum") ? schema.path("maximum") : schema.path("exclusiveMaximum");
    BigDecimal next = least.add(step);
    if (most.isNumber() && next.compareTo(most.decimalValue()) >= 0) {
      return least.add(most.decimalValue()).multiply(STEP);
    }
    return next;
  }

  private static boolean hasLeast(JsonNode schema) {
    return schema.has("minimum") || schema.has("exclusiveMinimum");
  }

  private static boolean hasMost(JsonNode schema) {
    return schema.has("maximum") || schema.has("exclusiveMaximum");
  }
}
