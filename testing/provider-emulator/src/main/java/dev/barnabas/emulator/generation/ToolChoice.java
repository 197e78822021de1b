package dev.barnabas.emulator.generation;

/** Whether the model is to call a tool. */
public sealed interface ToolChoice {
  /** It decides: it calls the tool whose name the last message holds. */
  record Auto() implements ToolChoice {}

  /** It may not. */
  record Never() implements ToolChoice {}

  /** It must call one: the first. */
  record Required() implements ToolChoice {}

  /** It must call this one. */
  record Named(String name) implements ToolChoice {}
}
