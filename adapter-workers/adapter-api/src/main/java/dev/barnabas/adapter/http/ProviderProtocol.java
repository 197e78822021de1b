package dev.barnabas.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.CallRules;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is one provider's own in an adapter over HTTP; the rest is {@link HttpModelAdapter}. */
public interface ProviderProtocol extends AutoCloseable {

  /** What cannot be sent. */
  CallRules rules();

  /**
   * How a streamed answer to a call is put together; null, as here, says that the adapter does not
   * stream. The assembly is new for each call.
   */
  default @Nullable StreamAssembly assembly(ModelCall call) {
    return null;
  }

  /**
   * Makes the call: one HTTP request, within {@code total}. The call meets the rules.
   *
   * @param stream to be handed on with the request, which then asks for a stream; null asks for
   *     none. A provider that answers with a whole body all the same is read as if it had not been
   *     asked
   */
  ExchangeOutcome send(
      ModelCall call, String apiKey, Duration total, @Nullable StreamReader stream);

  /** Makes a free request that shows whether the provider answers. */
  ExchangeOutcome probe(String apiKey, Duration total);

  /** Whether a body of status 2xx is an error's. */
  boolean isError(JsonNode body);

  /**
   * The failure that an error is; {@code body} is a missing node where there is no JSON. An error
   * event of a stream comes with status 200 and no bytes.
   */
  ModelFailure failure(Answered answered, JsonNode body);

  /**
   * The outcome of an answer whose body meets the envelope. A streamed answer comes with the body
   * that was put together, and no bytes.
   */
  ModelOutcome answer(ModelCall call, Answered answered, JsonNode body);

  /** The usage in a body, whatever else is wrong with it. */
  Optional<ReportedUsage> usage(JsonNode body);

  /** The provider's name of the request. */
  Optional<String> requestId(ResponseHeaders headers);

  @Override
  void close();
}
