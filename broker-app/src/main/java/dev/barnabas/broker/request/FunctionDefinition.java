package dev.barnabas.broker.request;

import org.jspecify.annotations.Nullable;

/**
 * A function the model may call.
 *
 * @param name its name
 * @param description what it does
 * @param parametersSchema JSON Schema text
 */
public record FunctionDefinition(
    String name, @Nullable String description, String parametersSchema) {}
