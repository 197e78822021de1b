package dev.barnabas.emulator.call;

import dev.barnabas.emulator.generation.Prompt;

/** What a provider's validation says of a request body. */
public sealed interface PromptReading {
  /** Fit to be answered. */
  record Valid(Prompt prompt) implements PromptReading {}

  /** Not; the caller gets this error. */
  record Invalid(ProviderError error) implements PromptReading {}
}
