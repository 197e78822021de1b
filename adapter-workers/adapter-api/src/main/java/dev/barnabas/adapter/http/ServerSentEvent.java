package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

/**
 * One event of a stream.
 *
 * @param type its {@code event} field; empty without one
 * @param data its {@code data} lines, joined by line feeds
 */
public record ServerSentEvent(String type, String data) {
  public ServerSentEvent {
    requireNonNull(type, "type");
    requireNonNull(data, "data");
  }

  /** Sizes only: the data is what the model says. */
  @Override
  public String toString() {
    return "ServerSentEvent[type=" + type + ", data=" + data.length() + " chars]";
  }
}
