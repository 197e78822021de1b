package dev.barnabas.redaction;

/**
 * One thing wrong with a policy.
 *
 * @param path where, relative to the policy, for example {@code entities.EMIAL}
 * @param message what is wrong and what would be right
 */
public record PolicyProblem(String path, String message) {}
