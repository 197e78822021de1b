package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered under one key. Immutable.
 *
 * @param touchedAt append time of the newest event of the subject; the longest untouched is
 *     forgotten first
 * @param coolDowns by kind, with the detail behind a slash where there is one
 * @param evidence what was seen
 */
public record Watched(Instant touchedAt, SortedMap<String, CoolDown> coolDowns, Evidence evidence) {

  public Watched {
    requireNonNull(touchedAt, "touchedAt");
    coolDowns = Collections.unmodifiableSortedMap(new TreeMap<>(coolDowns));
    requireNonNull(evidence, "evidence");
  }
}
