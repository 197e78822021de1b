package dev.barnabas.redaction;

import java.util.List;

/**
 * A chat request whose texts can be taken out and put back: messages, instructions, tool calls,
 * their arguments and results, parameters.
 *
 * @param <T> the request's own type
 */
public interface RedactablePayload<T> {

  /** Every text, in the order in which placeholders are numbered. */
  List<TextSlot> slots();

  /** The same request with other texts, one for each slot, in the same order. */
  T withTexts(List<String> texts);
}
