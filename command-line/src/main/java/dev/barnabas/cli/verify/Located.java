package dev.barnabas.cli.verify;

import java.time.Instant;

/**
 * A record with where it lies.
 *
 * @param at where
 * @param appendedAt since when
 * @param record what it says
 * @param <T> its type
 */
record Located<T>(Coordinates at, Instant appendedAt, T record) {}
