package dev.barnabas.adapter.testkit;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.ModelCall;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** What an adapter declares for one failure kind. */
public sealed interface Cell {

  /**
   * The adapter produces it.
   *
   * @param settings that provoke it
   * @param call that provokes it
   * @param reachesProvider whether the provider sees the call
   */
  record Provoked(
      UnaryOperator<AdapterSettings> settings,
      UnaryOperator<ModelCall> call,
      boolean reachesProvider)
      implements Cell {
    public Provoked {
      requireNonNull(settings, "settings");
      requireNonNull(call, "call");
    }
  }

  /** Another part of the system produces it, or nobody can. */
  record NotProduced(String reason) implements Cell {
    public NotProduced {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("reason is blank");
      }
    }
  }

  /** Provoked by the name of a model that the provider has a fault for. */
  static Cell byModel(String model) {
    return new Provoked(settings -> settings, call -> Calls.withModel(call, model), true);
  }

  /** Provoked by a call that is refused before it is sent. */
  static Cell beforeSending(UnaryOperator<ModelCall> call) {
    return new Provoked(settings -> settings, call, false);
  }

  /** Provoked by settings; the provider does not see the call. */
  static Cell bySettings(UnaryOperator<AdapterSettings> settings) {
    return new Provoked(settings, call -> call, false);
  }

  /** Provoked by a model name and a cap on the output. */
  static Cell byModel(String model, int maxOutputTokens) {
    return new Provoked(
        settings -> settings,
        call -> Calls.withMaxOutputTokens(Calls.withModel(call, model), maxOutputTokens),
        true);
  }

  /** Provoked by a model that never answers within half a second. */
  static Cell bySilence(String model) {
    return new Provoked(
        settings -> settings,
        call -> Calls.withTimeout(Calls.withModel(call, model), Duration.ofMillis(500)),
        true);
  }

  /** Produced elsewhere. */
  static Cell notProduced(String reason) {
    return new NotProduced(reason);
  }
}
