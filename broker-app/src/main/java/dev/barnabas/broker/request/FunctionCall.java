package dev.barnabas.broker.request;

/**
 * A function call that a model asked for.
 *
 * @param id the provider's id
 * @param name the function
 * @param arguments JSON text
 */
public record FunctionCall(String id, String name, String arguments) {}
