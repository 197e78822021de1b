package dev.barnabas.configuration.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a record in the order of its components, and the ways to build one. Immutable, cached
 * per class.
 */
final class RecordModel {

  private static final ClassValue<RecordModel> CACHE =
      new ClassValue<>() {
        @Override
        protected RecordModel computeValue(Class<?> type) {
          return new RecordModel(type.asSubclass(Record.class));
        }
      };

  private final Class<? extends Record> type;
  private final List<KeySpec> keys;
  private final List<Method> accessors;
  private final Map<String, KeySpec> bySpelling;
  private final @Nullable Method fromText;

  private RecordModel(Class<? extends Record> type) {
    this.type = type;
    this.keys = Arrays.stream(type.getRecordComponents()).map(RecordModel::spec).toList();
    this.accessors =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
    this.bySpelling = new HashMap<>();
    for (KeySpec key : keys) {
      List<String> spellings = new ArrayList<>(key.aliases());
      spellings.add(key.name());
      for (String spelling : spellings) {
        if (bySpelling.put(spelling, key) != null) {
          throw new IllegalStateException(
              type.getSimpleName() + " has two keys spelled " + spelling);
        }
      }
    }
    this.fromText =
        Arrays.stream(type.getMethods())
            .filter(method -> method.isAnnotationPresent(FromText.class))
            .findFirst()
            .orElse(null);
  }

  static RecordModel of(Class<? extends Record> type) {
    return CACHE.get(type);
  }

  private static KeySpec spec(RecordComponent component) {
    Key key =
        Objects.requireNonNull(
            component.getAnnotation(Key.class),
            () -> component.getDeclaringRecord() + "." + component.getName() + " has no @Key");
    String name = key.name().isEmpty() ? snakeCase(component.getName()) : key.name();
    List<String> aliases = new ArrayList<>(List.of(key.aliases()));
    if (component.getType() == Duration.class) {
      aliases.add(name.endsWith("_ms") ? name.substring(0, name.length() - 3) : name + "_ms");
    }
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return new KeySpec(
        name, List.copyOf(aliases), Shape.of(component.getGenericType()), nullable, key);
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  Class<? extends Record> type() {
    return type;
  }

  List<KeySpec> keys() {
    return keys;
  }

  Optional<KeySpec> bySpelling(String spelling) {
    return Optional.ofNullable(bySpelling.get(spelling));
  }

  Optional<FromText> textForm() {
    return Optional.ofNullable(fromText).map(method -> method.getAnnotation(FromText.class));
  }

  Record fromText(String text) {
    try {
      return (Record) Objects.requireNonNull(fromText, "fromText").invoke(null, text);
    } catch (InvocationTargetException refused) {
      throw unwrapped(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Record create(@Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw unwrapped(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Nullable Object value(Record instance, int index) {
    try {
      return accessors.get(index).invoke(instance);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static RuntimeException unwrapped(InvocationTargetException refused) {
    if (refused.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    return new IllegalStateException(refused.getCause());
  }
}
