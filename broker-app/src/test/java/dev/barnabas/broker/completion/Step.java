package dev.barnabas.broker.completion;

import dev.barnabas.broker.request.Lane;
import dev.barnabas.vocabulary.FailureKind;

/** One thing that happens to a partition. Numbers pick among what there is, modulo its size. */
sealed interface Step {
  /**
   * A request is read.
   *
   * @param tenant which tenant
   * @param id which of its ids; the same again is a repeat or a conflict
   * @param words how long the prompt is
   * @param alias which route
   * @param ttlSeconds its own deadline, 0 for the route's
   * @param lane its lane
   */
  record Ask(int tenant, int id, int words, int alias, int ttlSeconds, Lane lane) implements Step {}

  /** A cancellation is read, of an id seen or not. */
  record Cancel(int tenant, int id) implements Step {}

  /** A worker starts a call for an item. */
  record Start(int item) implements Step {}

  /**
   * A call answers.
   *
   * @param item the item it was for
   * @param tokens what it used
   * @param unannounced whether its start was not read before
   * @param sound whether the answer keeps a contract
   */
  record Answer(int item, int tokens, boolean unannounced, boolean sound) implements Step {}

  /** A call fails, with what it used. */
  record Break(int item, FailureKind kind, int tokens) implements Step {}

  /** An attempt is reported as failed, whatever became of its calls. */
  record GiveUp(int item, FailureKind kind) implements Step {}

  /** A record of a worker is read again, however old. */
  record Repeat(int record) implements Step {}

  /** True time passes. */
  record Pass(int seconds) implements Step {}

  /** The machine's clock is set off true time. */
  record Skew(int seconds) implements Step {}

  /** Ticks are read, from one topic or both, and what is due and parked is looked at. */
  record Beat(boolean outcomes, boolean fallback) implements Step {}

  /** The process dies before its next decision is written, and takes it again. */
  record Crash() implements Step {}

  /** Other limits come into force. */
  record Configure(int which) implements Step {}

  /** Two enders of one request, one right behind the other. */
  record Race(int item, Ender first, Ender second) implements Step {}

  /** What ends a request. */
  enum Ender {
    /** An answer. */
    ANSWER,
    /** The tenant's wish. */
    CANCEL,
    /** The deadline. */
    DEADLINE,
    /** The end of the chain. */
    FAILURE
  }
}
