package dev.barnabas.adapter.http;

import dev.barnabas.adapter.ModelCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers of ours on the wire, and the filter of everybody else's: what a provider learns about
 * us is its key, its protocol and these names.
 */
public final class CallHeaders {
  public static final String ATTEMPT = "x-barnabas-attempt";
  public static final String CALL = "x-barnabas-call";
  public static final String TRACEPARENT = "traceparent";

  private static final Set<String> SENT =
      Set.of(
          ATTEMPT,
          CALL,
          TRACEPARENT,
          "accept",
          "anthropic-beta",
          "anthropic-version",
          "authorization",
          "content-type",
          "openai-organization",
          "openai-project",
          "user-agent",
          "x-api-key");

  private CallHeaders() {}

  /** The headers of a call. */
  public static Map<String, String> of(ModelCall call) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ATTEMPT, call.attemptId());
    headers.put(CALL, call.callId());
    if (call.traceparent() != null) {
      headers.put(TRACEPARENT, call.traceparent());
    }
    return headers;
  }

  /**
   * The headers that may be sent: an SDK's own say which operating system, runtime and version call
   * it, which is nobody's business.
   */
  public static Map<String, List<String>> allowed(Map<String, List<String>> headers) {
    Map<String, List<String>> allowed = new LinkedHashMap<>();
    headers.forEach((name, values) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (SENT.contains(lower)) {
        allowed.put(lower, List.copyOf(values));
      }
    });
    return allowed;
  }
}
