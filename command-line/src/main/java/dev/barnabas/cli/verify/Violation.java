package dev.barnabas.cli.verify;

import org.jspecify.annotations.Nullable;

/**
 * A promise that was broken, once.
 *
 * @param code a stable word, such as RESPONSE_DOUBLED
 * @param message one sentence, without content
 * @param where the record that shows it; null where something is missing altogether
 * @param subject the ids it is about
 */
public record Violation(String code, String message, @Nullable Coordinates where, String subject) {}
