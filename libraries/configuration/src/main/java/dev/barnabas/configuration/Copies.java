package dev.barnabas.configuration;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Defensive copies that keep a stable order. */
final class Copies {

  private Copies() {}

  static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
