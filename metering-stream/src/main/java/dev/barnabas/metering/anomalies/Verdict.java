package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;

/**
 * What one value says about its subject.
 *
 * @param <E> what is remembered of the subject
 */
public sealed interface Verdict<E extends Evidence> {

  /** What to remember from now on. */
  E next();

  /**
   * There is too little to compare with yet.
   *
   * @param next what to remember
   */
  record Learning<E extends Evidence>(E next) implements Verdict<E> {
    public Learning {
      requireNonNull(next, "next");
    }
  }

  /**
   * It is as usual, or not certain enough to be told.
   *
   * @param next what to remember
   */
  record Steady<E extends Evidence>(E next) implements Verdict<E> {
    public Steady {
      requireNonNull(next, "next");
    }
  }

  /**
   * It is unusual.
   *
   * @param next what to remember
   * @param signs in what way; at least one
   */
  record Unusual<E extends Evidence>(E next, List<Sign> signs) implements Verdict<E> {
    public Unusual {
      requireNonNull(next, "next");
      signs = List.copyOf(signs);
    }
  }

  /**
   * One thing that is unusual.
   *
   * @param kind what was found
   * @param detail which of several such things about a subject; empty where there is one
   * @param numbers what led to it, as text
   * @param message one sentence
   */
  record Sign(AnomalyKind kind, String detail, SortedMap<String, String> numbers, String message) {
    public Sign {
      requireNonNull(kind, "kind");
      requireNonNull(detail, "detail");
      requireNonNull(numbers, "numbers");
      requireNonNull(message, "message");
    }
  }
}
