package dev.barnabas.broker.request;

import org.jspecify.annotations.Nullable;

/**
 * The form the answer must have.
 *
 * @param type text, json_object or json_schema
 * @param schemaName the schema's name
 * @param schemaText JSON Schema text
 * @param strict whether the provider must follow it strictly
 */
public record AnswerFormat(
    String type, @Nullable String schemaName, @Nullable String schemaText, boolean strict) {}
