package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.Known;
import dev.barnabas.broker.request.Remembered;
import dev.barnabas.broker.request.RequestState;
import java.util.Optional;
import java.util.function.Predicate;

/** What an id means that comes in. */
public sealed interface DeduplicationDecision {

  /** Not seen before. */
  record Fresh() implements DeduplicationDecision {}

  /**
   * The same content again.
   *
   * @param first what is remembered
   */
  record Same(Known first) implements DeduplicationDecision {}

  /**
   * Other content under the same id.
   *
   * @param first what is remembered
   */
  record Conflict(Known first) implements DeduplicationDecision {}

  /**
   * Cancelled before it came.
   *
   * @param cancel what is remembered
   */
  record CancelledBefore(RequestState cancel) implements DeduplicationDecision {}

  /**
   * Compares an incoming request with what is remembered under its id.
   *
   * @param known what is remembered
   * @param same whether a stored fingerprint is of the incoming content
   */
  static DeduplicationDecision decide(Optional<Known> known, Predicate<String> same) {
    if (known.isEmpty()) {
      return new Fresh();
    }
    return switch (known.get()) {
      case Remembered over -> compare(over, same.test(over.fingerprint()));
      case RequestState first ->
          switch (first.phase()) {
            case CANCEL_REMEMBERED -> new CancelledBefore(first);
            case PARKED, OPEN, ENDED -> compare(first, same.test(first.fingerprint()));
          };
    };
  }

  private static DeduplicationDecision compare(Known first, boolean same) {
    return same ? new Same(first) : new Conflict(first);
  }
}
