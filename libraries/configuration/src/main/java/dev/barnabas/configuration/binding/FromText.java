package dev.barnabas.configuration.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the public static method by which a record is read from a single text or number instead of
 * a map, such as {@code rate_limit: 1000 req/min}. It takes a {@code String} and throws {@link
 * IllegalArgumentException} with a message for the author of the file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FromText {

  /** The short form, as the reference page shows it. */
  String value();
}
