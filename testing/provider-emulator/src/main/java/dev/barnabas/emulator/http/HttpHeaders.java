package dev.barnabas.emulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Header fields in the order they came or are to be sent; names compare without case. */
public record HttpHeaders(List<Field> fields) {

  /** One header field. */
  public record Field(String name, String value) {
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
      if (name.isEmpty() || hasLineBreak(name) || hasLineBreak(value)) {
        throw new IllegalArgumentException("not a header field: " + name);
      }
    }

    private static boolean hasLineBreak(String text) {
      return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }
  }

  public HttpHeaders {
    fields = List.copyOf(fields);
  }

  public static HttpHeaders none() {
    return new HttpHeaders(List.of());
  }

  /** Headers from names and values in turn. */
  public static HttpHeaders of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a header name without a value");
    }
    var fields = new ArrayList<Field>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new HttpHeaders(fields);
  }

  /** The value of the first field of that name. */
  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** Whether a comma-separated field of that name holds the token, whatever its case. */
  public boolean holdsToken(String name, String token) {
    String wanted = token.toLowerCase(Locale.ROOT);
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .flatMap(field -> List.of(field.value().toLowerCase(Locale.ROOT).split(",", -1)).stream())
        .anyMatch(part -> part.strip().equals(wanted));
  }

  /** These fields followed by those of {@code more}. */
  public HttpHeaders and(HttpHeaders more) {
    var all = new ArrayList<>(fields);
    all.addAll(more.fields);
    return new HttpHeaders(all);
  }

  public HttpHeaders and(String name, String value) {
    return and(of(name, value));
  }
}
