package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

/**
 * Which of a writer's events this is.
 *
 * @param writerId one name per writer, partition and life of the writer's state
 * @param seq the writer's own count, from 0, without holes
 */
public record WriterPosition(String writerId, long seq) {

  /**
   * @throws IllegalArgumentException if the name is blank or the count negative
   */
  public WriterPosition {
    if (requireNonNull(writerId, "writerId").isBlank()) {
      throw new IllegalArgumentException("writerId is blank");
    }
    if (seq < 0) {
      throw new IllegalArgumentException("seq must not be negative but is " + seq);
    }
  }
}
