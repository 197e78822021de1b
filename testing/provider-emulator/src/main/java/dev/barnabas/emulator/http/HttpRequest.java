package dev.barnabas.emulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * One request as received.
 *
 * @param target path and query as sent
 * @param body the decoded body, at most the listener's limit
 * @param bodyState whether that is the whole body
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record HttpRequest(
    String method, String target, HttpHeaders headers, byte[] body, BodyState bodyState) {

  /** How much of the body was received. */
  public enum BodyState {
    COMPLETE,
    /** The client went away before it had sent all. */
    CUT_OFF,
    /** The body is larger than the listener's limit; the rest was read and dropped. */
    TOO_LARGE
  }

  public HttpRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(bodyState, "bodyState");
  }

  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The value of a query parameter, decoded. */
  public Optional<String> query(String name) {
    int start = target.indexOf('?');
    if (start < 0) {
      return Optional.empty();
    }
    for (String pair : target.substring(start + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        return Optional.of(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }
}
