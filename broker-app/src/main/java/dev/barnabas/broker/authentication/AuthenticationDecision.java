package dev.barnabas.broker.authentication;

import dev.barnabas.vocabulary.UnauthenticatedCode;

/** Whether a record is its tenant's own. */
public sealed interface AuthenticationDecision {
  /** Everything that was demanded is proven. */
  record Authenticated() implements AuthenticationDecision {}

  /**
   * It is not.
   *
   * @param code why
   */
  record Unauthenticated(UnauthenticatedCode code) implements AuthenticationDecision {}

  /**
   * It cannot be told with the keys at hand. After the next look at the key set it can; what is
   * still in doubt then is {@link Unauthenticated} with this code.
   *
   * @param code why
   */
  record KeyAwaited(UnauthenticatedCode code) implements AuthenticationDecision {}
}
