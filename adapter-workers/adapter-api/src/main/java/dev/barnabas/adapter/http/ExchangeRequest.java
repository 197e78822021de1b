package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to send.
 *
 * @param method such as {@code POST}
 * @param uri absolute, http or https
 * @param headers to send
 * @param body to send, not to be changed; empty means none
 * @param total longest time from start to the end of the answer
 * @param stream reads the answer if it comes as an event stream; null takes any answer whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExchangeRequest(
    String method,
    URI uri,
    Map<String, List<String>> headers,
    byte[] body,
    Duration total,
    @Nullable StreamReader stream) {

  public ExchangeRequest {
    requireNonNull(method, "method");
    requireNonNull(uri, "uri");
    headers = Map.copyOf(headers);
    requireNonNull(total, "total");
  }

  /** A request whose answer is taken whole. */
  public ExchangeRequest(
      String method, URI uri, Map<String, List<String>> headers, byte[] body, Duration total) {
    this(method, uri, headers, body, total, null);
  }
}
