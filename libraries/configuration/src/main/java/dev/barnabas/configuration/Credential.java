package dev.barnabas.configuration;

/** Where a partner's key is; never the key itself. */
public sealed interface Credential {

  /** A file under {@code secrets_dir}. */
  record SecretFile(String path) implements Credential {}

  /** An environment variable. */
  record EnvironmentVariable(String name) implements Credential {}

  /** Written in the configuration file itself; known only to a process that reads that file. */
  record Literal() implements Credential {}

  /** The adapter needs none. */
  record None() implements Credential {}
}
