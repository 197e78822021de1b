package dev.barnabas.configuration.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record component is called in the file, what it means, and what it may hold.
 *
 * <p>A component without {@link #fallback()} is required, unless it is {@code @Nullable}, a map, or
 * a record (which is then bound from its own defaults).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

  /** One sentence for the reference page. */
  String about();

  /** The canonical spelling; by default the component's name in snake_case. */
  String name() default "";

  /**
   * Other spellings that mean the same. A duration key also has its {@code _ms} twin without being
   * listed.
   */
  String[] aliases() default {};

  /** The default, written as YAML. */
  String fallback() default "";

  /** How the reference page describes a default that is not a constant. */
  String fallbackNote() default "";

  /** Smallest allowed number or duration, inclusive. */
  String min() default "";

  /** Largest allowed number or duration, inclusive. */
  String max() default "";

  /** A regular expression the whole text must match. */
  String pattern() default "";

  /**
   * The values a text, or each text of a list, is usually taken from, as the reference page lists
   * them.
   */
  String[] values() default {};

  /** A record or list that must be written down, though it could be built from defaults. */
  boolean required() default false;

  /** In place of the list, the file may name another file that holds it. */
  boolean orFile() default false;

  /** Text is taken as it stands: {@code ${NAME}} is not replaced. */
  boolean raw() default false;

  /** Written by publication only; a file that has it is refused. */
  boolean hidden() default false;
}
