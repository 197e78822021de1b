package dev.barnabas.configuration.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what the records say about their keys as Markdown tables. */
public final class KeyReference {

  private KeyReference() {}

  /** One table per section of a record and all it contains. */
  public static String keys(Class<? extends Record> root) {
    StringBuilder text = new StringBuilder();
    sections(root)
        .forEach((path, model) -> {
          text.append(path.isEmpty() ? "### Top level\n\n" : "### `" + path + "`\n\n");
          model
              .textForm()
              .ifPresent(form -> text.append("Short form: ").append(form.value()).append(".\n\n"));
          text.append("| Key | Takes | Default | Meaning |\n|---|---|---|---|\n");
          visible(model).forEach(key -> text.append(row(key)));
          text.append('\n');
        });
    return text.toString();
  }

  /** Every spelling of a key that is not the canonical one. */
  public static String aliases(Class<? extends Record> root) {
    StringBuilder text = new StringBuilder("| Section | Key | Also written |\n|---|---|---|\n");
    sections(root)
        .forEach((path, model) ->
            visible(model)
                .filter(key -> !key.aliases().isEmpty())
                .forEach(key ->
                    text.append(
                        "| %s | `%s` | %s |\n"
                            .formatted(
                                path.isEmpty() ? "top level" : "`" + path + "`",
                                key.name(),
                                code(key.aliases())))));
    return text.toString();
  }

  /** Rows for every enum constant that has another spelling. */
  public static String valueSpellings(Class<? extends Record> root) {
    Map<String, String> rows = new LinkedHashMap<>();
    sections(root)
        .forEach((path, model) ->
            visible(model)
                .forEach(key -> spellings(key.shape(), Node.child(path, key.name()), rows)));
    return String.join("", rows.values());
  }

  private static void spellings(Shape shape, String path, Map<String, String> rows) {
    if (shape instanceof Shape.ScalarShape(var type, var _) && type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        for (String other : Scalar.otherSpellings((Enum<?>) constant)) {
          String meant = Scalar.spelling((Enum<?>) constant);
          rows.put(path + other, "| `%s` | `%s` | `%s` |\n".formatted(path, other, meant));
        }
      }
    }
  }

  /**
   * Every visible key in every spelling, by its section: {@code partners[].retry} and {@code
   * max_attempts}.
   */
  static Map<String, List<String>> spellings(Class<? extends Record> root) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    sections(root)
        .forEach((path, model) -> {
          List<String> spellings = new ArrayList<>();
          visible(model)
              .forEach(key -> {
                spellings.add(key.name());
                spellings.addAll(key.aliases());
              });
          all.put(path, List.copyOf(spellings));
        });
    return all;
  }

  private static Map<String, RecordModel> sections(Class<? extends Record> root) {
    Map<String, RecordModel> sections = new LinkedHashMap<>();
    collect("", RecordModel.of(root), sections);
    return sections;
  }

  private static void collect(String path, RecordModel model, Map<String, RecordModel> sections) {
    sections.put(path, model);
    visible(model).forEach(key -> collect(Node.child(path, key.name()), key.shape(), sections));
  }

  private static void collect(String path, Shape shape, Map<String, RecordModel> sections) {
    switch (shape) {
      case Shape.ScalarShape _ -> {}
      case Shape.RecordShape(var type) -> {
        boolean shown = sections.values().stream().anyMatch(model -> model.type() == type);
        if (!shown) {
          collect(path, RecordModel.of(type), sections);
        }
      }
      case Shape.ListShape(Shape item) -> collect(path + "[]", item, sections);
      case Shape.MapShape(Shape value) -> collect(path + ".*", value, sections);
    }
  }

  private static java.util.stream.Stream<KeySpec> visible(RecordModel model) {
    return model.keys().stream().filter(key -> !key.key().hidden());
  }

  private static String row(KeySpec key) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(key.name(), takes(key), fallback(key), key.key().about().replace("|", "\\|"));
  }

  private static String takes(KeySpec key) {
    String file = key.key().orFile() ? ", or a file" : "";
    String values = key.key().values().length == 0 ? "" : ": " + code(List.of(key.key().values()));
    return label(key.shape()) + values + range(key.key()) + file;
  }

  private static String label(Shape shape) {
    return switch (shape) {
      case Shape.ScalarShape(var type, Scalar scalar) ->
          type.isEnum() ? code(List.of(scalar.label().split(", "))) : scalar.label();
      case Shape.RecordShape(var type) ->
          RecordModel.of(type).textForm().map(form -> form.value() + " or a map").orElse("map");
      case Shape.ListShape(Shape item) -> "list of " + plural(item);
      case Shape.MapShape(Shape value) -> "map of name to " + label(value);
    };
  }

  private static String plural(Shape item) {
    return item instanceof Shape.ScalarShape(var _, Scalar scalar) ? scalar.label() + "s" : "maps";
  }

  private static String range(Key key) {
    if (!key.min().isEmpty() && !key.max().isEmpty()) {
      return ", " + key.min() + " to " + key.max();
    }
    return key.min().isEmpty() ? "" : ", at least " + key.min();
  }

  private static String fallback(KeySpec key) {
    if (!key.key().fallbackNote().isEmpty()) {
      return key.key().fallbackNote();
    }
    if (key.hasFallback()) {
      return "`" + key.key().fallback() + "`";
    }
    return key.required() ? "required" : "";
  }

  private static String code(List<String> texts) {
    return String.join(", ", texts.stream().map(text -> "`" + text + "`").toList());
  }
}
