package dev.barnabas.emulator.http;

import java.io.IOException;

/** Answers one request. Called on the connection's virtual thread; may block. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * Answers through {@code exchange}. Returning without an answer closes the connection.
   *
   * @throws IOException when the client is gone; the connection is closed
   */
  void handle(HttpExchange exchange) throws IOException;
}
