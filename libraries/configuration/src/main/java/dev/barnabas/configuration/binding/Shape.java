package dev.barnabas.configuration.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** What may stand at a place of the file, derived from a record component's type. */
sealed interface Shape {

  /** One text, number or truth value. */
  record ScalarShape(Class<?> type, Scalar scalar) implements Shape {}

  /** A map with known keys. */
  record RecordShape(Class<? extends Record> type) implements Shape {
    RecordModel model() {
      return RecordModel.of(type);
    }
  }

  /** A list; a single text in its place is a list of one. */
  record ListShape(Shape item) implements Shape {}

  /** A map whose keys the author chooses. */
  record MapShape(Shape value) implements Shape {}

  /** The shape of a type; throws IllegalStateException for a type that cannot be configured. */
  static Shape of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new ListShape(of(arguments[0]));
      }
      if (generic.getRawType() == Map.class) {
        return new MapShape(of(arguments[1]));
      }
    }
    if (type instanceof Class<?> plain) {
      return ofClass(plain);
    }
    throw new IllegalStateException("no shape for " + type);
  }

  private static Shape ofClass(Class<?> type) {
    return Scalar.of(type)
        .<Shape>map(scalar -> new ScalarShape(type, scalar))
        .orElseGet(() -> {
          if (!type.isRecord()) {
            throw new IllegalStateException("no shape for " + type);
          }
          return new RecordShape(type.asSubclass(Record.class));
        });
  }
}
