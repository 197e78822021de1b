package dev.barnabas.emulator.http;

/** What came of reading the next request of a connection. */
sealed interface RequestReading {

  /** A request whose head could be read; its body may be cut off or too large. */
  record Received(HttpRequest request) implements RequestReading {}

  /** Bytes that are not HTTP/1.1; the connection is answered with 400 and closed. */
  record NotHttp(String reason) implements RequestReading {}

  /** The client closed the connection between requests. */
  record Closed() implements RequestReading {}
}
