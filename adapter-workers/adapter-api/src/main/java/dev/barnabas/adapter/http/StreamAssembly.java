package dev.barnabas.adapter.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts one streamed answer together, event by event. It belongs to one call and is used by one
 * thread at a time.
 *
 * <p>What it makes is the body that the provider would have sent unstreamed, so that the envelope,
 * the usage and the answer are read by the same code in both cases.
 */
public interface StreamAssembly {

  /**
   * Takes the next event. An event of a kind that the provider may add one day is {@link
   * StreamStep#MORE}.
   */
  StreamStep accept(ServerSentEvent event);

  /** The body as far as it has come, with the usage that was reported last, if any was. */
  ObjectNode document();

  /** Whether the usage in the document is the provider's last word. */
  boolean usageIsFinal();

  /** How much was generated. */
  GeneratedText generated();
}
