package dev.barnabas.adapter;

import java.util.Locale;

/** Why the model stopped. */
public enum FinishReason {
  /** It was done, or met a stop text. */
  STOP,
  /** It met its token cap. */
  LENGTH,
  /** It asks for tools. */
  TOOL_CALLS,
  /** A filter stopped it, or it refused. */
  CONTENT_FILTER;

  /** The word in responses, such as {@code tool_calls}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
