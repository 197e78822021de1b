package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.Output.Fault;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Waiting;
import org.jspecify.annotations.Nullable;

/** What became of the wish to send a request to a partner. */
public sealed interface DispatchOutcome {

  /**
   * It is on its way.
   *
   * @param state with the attempt and the hold
   */
  record Sent(RequestState state) implements DispatchOutcome {}

  /**
   * There is no room now.
   *
   * @param reason the limit or bound without room
   * @param need what was to be reserved, null where it was not worked out
   */
  record NoRoom(String reason, Waiting.@Nullable Need need) implements DispatchOutcome {}

  /**
   * It may not go to this partner, nor to any other.
   *
   * @param fault why
   * @param refusal whether the request itself is refused, rather than failed
   */
  record Impossible(Fault fault, boolean refusal) implements DispatchOutcome {}
}
