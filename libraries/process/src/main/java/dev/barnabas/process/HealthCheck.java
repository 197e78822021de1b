package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * A named question that a process answers about itself.
 *
 * @param name shown in the answer, for example {@code streams}
 * @param probe asked on every request, on the server's thread; answers at once and does no I/O
 */
public record HealthCheck(String name, Supplier<HealthState> probe) {

  public HealthCheck {
    requireNonNull(name, "name");
    requireNonNull(probe, "probe");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: blank");
    }
  }

  /** The answer; a probe that throws is down, with the type of what it threw as the reason. */
  HealthState state() {
    try {
      return requireNonNull(probe.get(), "state");
    } catch (RuntimeException e) {
      return new HealthState.Down("check failed: " + e.getClass().getSimpleName());
    }
  }
}
