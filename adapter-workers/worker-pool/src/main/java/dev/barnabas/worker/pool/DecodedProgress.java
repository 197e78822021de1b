package dev.barnabas.worker.pool;

/** What the metadata of a committed offset says. */
sealed interface DecodedProgress {

  /** This pool's own, undamaged. */
  record Intact(Progress progress) implements DecodedProgress {}

  /** Written by something else, by a later version, for another offset, or damaged. */
  record Foreign(String reason) implements DecodedProgress {}
}
