package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a provider can be called. */
public sealed interface HealthStatus {

  /**
   * It answers.
   *
   * @param latency of the check
   */
  record Available(Duration latency) implements HealthStatus {
    public Available {
      requireNonNull(latency, "latency");
    }
  }

  /**
   * A call would fail.
   *
   * @param kind such a call would end with
   * @param httpStatus of the check; null if no answer came
   * @param code a short code for operators
   */
  record Unavailable(FailureKind kind, @Nullable Integer httpStatus, ProviderCode code)
      implements HealthStatus {
    public Unavailable {
      requireNonNull(kind, "kind");
      requireNonNull(code, "code");
    }
  }
}
