package dev.barnabas.emulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.Prompt;
import dev.barnabas.emulator.http.HttpHeaders;
import java.time.Instant;
import java.util.List;

/** One provider's dialect: how it validates, answers, streams and refuses. Stateless. */
public interface ProviderApi {

  /** The name in the ledger. */
  String name();

  /** The header that carries the provider's request id. */
  String requestIdHeader();

  /** A request id in the provider's form, from hex digits of the call. */
  String requestId(String callToken);

  /** The API key of a request, empty without one. */
  String apiKey(HttpHeaders headers);

  /** Checks a request body as the provider does. */
  PromptReading read(JsonNode body);

  /** The body of an answer that is not streamed. */
  JsonNode answer(Prompt prompt, Generation generation);

  /** JSON that a client of this provider cannot take for an answer. */
  JsonNode brokenEnvelope(Prompt prompt, Generation generation);

  /** The server-sent events of a streamed answer, in order, each with its blank line. */
  List<String> stream(Prompt prompt, Generation generation);

  /** An event of a stream that is none of the provider's. */
  String brokenEvent();

  /** The event that ends a stream with an error after it started. */
  String streamError(String requestId);

  /** Whether an event of {@link #stream} carries content, so that what follows may be late. */
  boolean carriesContent(String event);

  int status(ErrorKind kind);

  JsonNode errorBody(ProviderError error, String requestId);

  /** Headers of every answer: rate limits, processing time, organisation. */
  HttpHeaders headers(CallHead head, Instant now);

  /**
   * What is known of a call when the head of its answer is written.
   *
   * @param processingMs time since the call was received
   * @param rateLimited whether the answer is a 429 of the ordinary kind
   */
  record CallHead(String requestId, long processingMs, long inputTokens, boolean rateLimited) {}
}
