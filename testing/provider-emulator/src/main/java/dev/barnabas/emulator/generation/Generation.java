package dev.barnabas.emulator.generation;

import dev.barnabas.emulator.ledger.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the model generated for one call.
 *
 * @param seed hex digits the answer is derived from; the same prompt has the same seed
 * @param callToken hex digits of this call alone, for ids
 */
public record Generation(
    String modelVersion,
    Instant created,
    String seed,
    String callToken,
    List<Choice> choices,
    TokenUsage usage) {
  public Generation {
    Objects.requireNonNull(modelVersion, "modelVersion");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(callToken, "callToken");
    choices = List.copyOf(choices);
    Objects.requireNonNull(usage, "usage");
  }
}
