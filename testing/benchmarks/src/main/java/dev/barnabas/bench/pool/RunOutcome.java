package dev.barnabas.bench.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one run came to, counted from the provider's ledger and the topics, not from what the client
 * says.
 *
 * @param calls calls that the provider got
 * @param repeated of these, calls of an id that had been called before
 * @param repeatedWithWord of the repeated, those that the dispatcher sent anew
 * @param runningAtKill calls that ran when the worker was killed: nobody knows how they ended
 * @param repeatedAfterResult repeated calls whose first call had its answer before the kill
 * @param givenBack records given back, each counted as often as it was
 * @param lost ids without a result although the group has committed all as finished
 * @param uncommitted records that were not committed when the wait ended; 0 when all is over
 * @param untilOthers from publishing until all calls but the straggler's had ended
 * @param untilAll from publishing until all calls had ended
 */
record RunOutcome(
    int calls,
    int repeated,
    int repeatedWithWord,
    int runningAtKill,
    int repeatedAfterResult,
    int givenBack,
    int lost,
    long uncommitted,
    Duration untilOthers,
    Duration untilAll) {

  /** What a run has seen when it is over. */
  record Seen(
      WorkPlan plan,
      List<CallLedger.Call> calls,
      Set<Integer> results,
      Set<CallOrder> sentAnew,
      int givenBack,
      long uncommitted,
      long begunNanos,
      OptionalLong killedNanos) {}

  static RunOutcome of(Seen seen) {
    Set<Integer> running = new HashSet<>();
    Set<Integer> over = new HashSet<>();
    seen.killedNanos()
        .ifPresent(killed -> seen.calls().forEach(call -> atKill(call, killed, running, over)));
    Map<Integer, Integer> times = new HashMap<>();
    int repeated = 0;
    int withWord = 0;
    int afterResult = 0;
    for (CallLedger.Call call : seen.calls()) {
      int id = call.order().id();
      if (times.merge(id, 1, Integer::sum) > 1) {
        repeated++;
        withWord += seen.sentAnew().contains(call.order()) ? 1 : 0;
        afterResult += over.contains(id) ? 1 : 0;
      }
    }
    return new RunOutcome(
        seen.calls().size(),
        repeated,
        withWord,
        running.size(),
        afterResult,
        seen.givenBack(),
        seen.plan().calls() - seen.results().size(),
        seen.uncommitted(),
        latest(seen, false),
        latest(seen, true));
  }

  int repeatedWithoutWord() {
    return repeated - repeatedWithWord;
  }

  private static void atKill(
      CallLedger.Call call, long killed, Collection<Integer> running, Collection<Integer> over) {
    if (call.startedNanos() - killed >= 0) {
      return;
    }
    long end = call.endedNanos().orElse(Long.MAX_VALUE);
    (end - killed > 0 ? running : over).add(call.order().id());
  }

  private static Duration latest(Seen seen, boolean straggler) {
    long latest =
        seen.calls().stream()
            .filter(call -> straggler || call.order().id() != seen.plan().straggler())
            .mapToLong(call -> call.endedNanos().orElse(call.startedNanos()) - seen.begunNanos())
            .max()
            .orElse(0);
    return Duration.ofNanos(latest);
  }
}
