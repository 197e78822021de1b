package dev.barnabas.emulator.generation;

/** Why an answer ended. */
public enum FinishReason {
  STOP,
  STOP_SEQUENCE,
  LENGTH,
  TOOL_CALLS,
  CONTENT_FILTER,
  REFUSAL
}
