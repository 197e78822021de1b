package dev.barnabas.redaction.training;

import java.util.List;

/** A text with its names marked. */
record Sentence(String text, List<Mark> marks) {

  /** A name from {@code start} to {@code end}, exclusive, and its label. */
  record Mark(int start, int end, int label) {}
}
