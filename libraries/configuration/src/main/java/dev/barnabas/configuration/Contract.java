package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;

/** A JSON Schema that a route names, with its content, so that other processes need no file. */
public record Contract(
    @Key(about = "SHA-256 of the file's bytes, in hexadecimal.", pattern = "[0-9a-f]{64}")
        String sha256,
    @Key(about = "The schema as JSON text.", raw = true) String json) {

  public Contract {
    Constraints.require(Contract.class, sha256, json);
  }
}
