package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request to send.
 *
 * @param method such as {@code POST}
 * @param uri absolute, http or https
 * @param headers to send
 * @param body to send; empty means none
 * @param total longest time from start to the end of the answer
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExchangeRequest(
    String method, URI uri, Map<String, List<String>> headers, byte[] body, Duration total) {

  public ExchangeRequest {
    requireNonNull(method, "method");
    requireNonNull(uri, "uri");
    headers = Map.copyOf(headers);
    body = body.clone();
    requireNonNull(total, "total");
  }
}
