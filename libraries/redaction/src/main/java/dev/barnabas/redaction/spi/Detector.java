package dev.barnabas.redaction.spi;

import java.util.Set;

/**
 * Finds personal data in one text. Implementations have a public constructor without parameters, no
 * state, and no {@code java.util.regex} on input.
 */
public interface Detector {

  /** A stable name for reports and errors, in kebab-case. */
  String id();

  /** The types this detector can report. They join the registry of known types. */
  Set<EntityType> entities();

  /**
   * How many characters around a position this detector reads at most before it moves on for good;
   * the total number of reads is at most a constant times the length of the text.
   */
  int lookAhead();

  /**
   * Reports every span it finds, in any order, overlapping or not. An exception blocks the whole
   * request: nothing is sent on that was not looked at.
   */
  void detect(TextView view, DetectContext context, SpanSink sink);

  /**
   * A detector for the texts of one request, asked by one thread after the other text. It may keep
   * working memory from text to text, and must find what this one finds. Unless overridden, this
   * one itself.
   */
  default Detector forRequest() {
    return this;
  }
}
