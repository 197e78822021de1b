package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

/** The answer of a {@link HealthCheck}. */
public sealed interface HealthState {

  HealthState UP = new Up();

  /** All is well. */
  record Up() implements HealthState {}

  /**
   * It is not.
   *
   * @param reason what an operator reads; no payloads, no secrets
   */
  record Down(String reason) implements HealthState {
    public Down {
      requireNonNull(reason, "reason");
    }
  }

  /** {@link Up} if {@code well}, else {@link Down} with the reason. */
  static HealthState of(boolean well, String reason) {
    return well ? UP : new Down(reason);
  }
}
