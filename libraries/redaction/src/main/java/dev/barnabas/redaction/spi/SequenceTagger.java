package dev.barnabas.redaction.spi;

import java.util.Set;

/**
 * A statistical model that finds names in running text. The built-in one can be replaced by a
 * company's own; see {@link TaggerProvider}. Used by many threads at once.
 */
public interface SequenceTagger {

  /** The types this tagger can report. */
  Set<EntityType> entities();

  /**
   * Reports disjoint spans in order. An exception blocks the whole request.
   *
   * @param view a text, or one string of a JSON text
   * @param out takes the spans
   */
  void tag(TextView view, TagSink out);

  /**
   * A tagger for the texts of one request, asked by one thread. It may keep working memory from
   * text to text, and must find what this one finds. Unless overridden, this one itself.
   */
  default SequenceTagger forRequest() {
    return this;
  }
}
