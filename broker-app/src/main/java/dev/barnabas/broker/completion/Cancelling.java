package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Known;
import dev.barnabas.broker.request.Labels;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.vocabulary.DecisionKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about cancellations: what is open ends, what has ended stays, what was not seen yet is
 * remembered.
 */
public final class Cancelling {
  private final DecisionContext context;
  private final Completion completion;

  /**
   * @param context what may be asked
   * @param completion ends requests
   */
  public Cancelling(DecisionContext context, Completion completion) {
    this.context = context;
    this.completion = completion;
  }

  /**
   * The tenant wants a request to end.
   *
   * @param unit the unit of work
   * @param key which
   * @param source where the wish was read
   */
  public void decide(Unit unit, RequestKey key, Coordinates source) {
    if (!context.policies().knowsTenant(key.tenantId())) {
      return;
    }
    Optional<Known> known = unit.known(key);
    if (known.isPresent()) {
      if (known.get() instanceof RequestState state && !state.cancelRemembered()) {
        completion.cancel(unit, state);
      }
      return;
    }
    Instant forget = unit.now().plus(context.policies().bounds().dedupeWindow());
    RequestState remembered =
        new RequestState(
            key,
            RequestState.Phase.CANCEL_REMEMBERED,
            source,
            "",
            new Labels(null, null, null, Map.of()),
            forget,
            false,
            "",
            Lane.REALTIME,
            null,
            null,
            List.of(),
            null,
            null,
            0,
            null);
    unit.put(remembered);
    unit.schedule(new Timer(forget, Timer.Kind.FORGET, key, ""));
    unit.emit(Decided.of(DecisionKind.CANCEL_REMEMBERED, remembered));
  }
}
