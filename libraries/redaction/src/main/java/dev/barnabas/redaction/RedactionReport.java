package dev.barnabas.redaction;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was redacted, without any value.
 *
 * @param counts places redacted by type name, in alphabetical order
 */
public record RedactionReport(Map<String, Integer> counts) {

  /** Copies the counts. */
  public RedactionReport {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }
}
