package dev.barnabas.adapter.testkit;

import dev.barnabas.vocabulary.FailureKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** The cells that are the same for every adapter: what the worker, the pool or broker-app says. */
public final class CommonCells {
  private CommonCells() {}

  /** The cells that the provider emulator provokes alike for every adapter over HTTP. */
  public static Map<FailureKind, Cell> emulated() {
    Map<FailureKind, Cell> cells = table();
    cells.put(FailureKind.RATE_LIMITED, Cell.byModel("fault-429-bare"));
    cells.put(FailureKind.TIMED_OUT, Cell.bySilence("fault-hang"));
    cells.put(FailureKind.PROVIDER_UNAVAILABLE, Cell.byModel("fault-503"));
    cells.put(FailureKind.AUTHENTICATION_FAILED, Cell.byModel("fault-401"));
    cells.put(FailureKind.SPEND_LIMIT, Cell.byModel("fault-spend-limit"));
    cells.put(FailureKind.MODEL_NOT_FOUND, Cell.byModel("fault-404"));
    cells.put(FailureKind.CONTEXT_TOO_LONG, Cell.byModel("fault-context-length"));
    cells.put(FailureKind.CONTRACT_VIOLATED, Cell.byModel("fault-envelope-violation"));
    cells.put(FailureKind.OUTPUT_CUT_OFF, Cell.byModel("emulator-reasoning", 60));
    cells.put(FailureKind.RESPONSE_TOO_LARGE, Cell.byModel("fault-huge-1000000"));
    return cells;
  }

  /** A table to complete; it is empty where the adapter must say something. */
  public static Map<FailureKind, Cell> table() {
    Map<FailureKind, Cell> cells = new EnumMap<>(FailureKind.class);
    cells.put(
        FailureKind.EXPIRED_BEFORE_CALL,
        Cell.beforeSending(call -> Calls.withDeadline(call, Instant.now().minusMillis(1))));
    cells.put(
        FailureKind.REQUEST_INVALID,
        Cell.beforeSending(call -> Calls.withPassThrough(call, Map.of("model", "\"other\""))));
    cells.put(
        FailureKind.OUT_OF_TIME,
        Cell.notProduced("the worker says it of a time-out that is the request's own"));
    cells.put(FailureKind.CIRCUIT_OPEN, Cell.notProduced("the worker's circuit breaker says it"));
    cells.put(
        FailureKind.CANCELLED_BEFORE_CALL, Cell.notProduced("the worker says it before it calls"));
    cells.put(
        FailureKind.REDELIVERED, Cell.notProduced("the worker pool says it of work it hands back"));
    cells.put(FailureKind.STALE_POLICY, Cell.notProduced("the worker says it before it calls"));
    cells.put(
        FailureKind.PARTNER_REMOVED, Cell.notProduced("broker-app says it of a drained partner"));
    cells.put(
        FailureKind.UNKNOWN,
        Cell.notProduced("only an interruption, which has a test of its own, or a lost worker"));
    cells.put(
        FailureKind.INTERNAL, Cell.notProduced("the worker says it of what an adapter throws"));
    return cells;
  }
}
