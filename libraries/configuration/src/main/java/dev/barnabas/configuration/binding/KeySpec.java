package dev.barnabas.configuration.binding;

import java.util.List;

/**
 * One key of a record, as its component and {@link Key} say.
 *
 * @param name the canonical spelling
 * @param aliases other spellings, the {@code _ms} twin of a duration included
 * @param shape what may stand there
 * @param nullable whether it may be left out and is then null
 * @param key the annotation
 */
record KeySpec(String name, List<String> aliases, Shape shape, boolean nullable, Key key) {

  boolean hasFallback() {
    return !key.fallback().isEmpty();
  }

  boolean required() {
    if (hasFallback() || nullable) {
      return false;
    }
    return switch (shape) {
      case Shape.ScalarShape _, Shape.ListShape _ -> true;
      case Shape.RecordShape _, Shape.MapShape _ -> key.required();
    };
  }
}
