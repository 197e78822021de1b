package dev.barnabas.adapter.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An answer's headers; names are read without regard to case. */
public final class ResponseHeaders {
  private final Map<String, List<String>> values;

  public ResponseHeaders(Map<String, List<String>> values) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
    this.values = copy;
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name)).flatMap(all -> all.stream().findFirst());
  }

  /** Every name and its values. */
  public Map<String, List<String>> asMap() {
    return Map.copyOf(values);
  }
}
