package dev.barnabas.adapter.openai;

import static java.util.Objects.requireNonNull;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import dev.barnabas.adapter.http.CallHeaders;
import dev.barnabas.adapter.http.ExchangeOutcome;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeOutcome.Broken;
import dev.barnabas.adapter.http.ExchangeRequest;
import dev.barnabas.adapter.http.HttpTransport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The SDK's transport: one bounded exchange of ours per request, whose outcome is also handed to
 * the adapter, past the SDK, with its bytes and times.
 */
final class SdkTransport implements HttpClient {
  private static final ScopedValue<AtomicReference<ExchangeOutcome>> OUTCOME =
      ScopedValue.newInstance();

  private final HttpTransport transport;

  SdkTransport(HttpTransport transport) {
    this.transport = transport;
  }

  /** Runs one call of the SDK, which must be one request, and returns how its exchange ended. */
  ExchangeOutcome outcomeOf(Runnable sdkCall) {
    AtomicReference<ExchangeOutcome> outcome = new AtomicReference<>();
    try {
      ScopedValue.where(OUTCOME, outcome).run(sdkCall);
    } catch (OpenAIException e) {
      // Of an exchange that was made, the outcome says all; without one it is a bug.
      if (outcome.get() == null) {
        throw e;
      }
    }
    return requireNonNull(outcome.get(), "the SDK made no request");
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    ExchangeOutcome outcome = transport.exchange(exchange(request, options));
    OUTCOME.get().set(outcome);
    return switch (outcome) {
      case Answered answered -> new Buffered(answered);
      case Broken broken -> throw new OpenAIIoException(broken.reason().code());
    };
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("the adapter calls blockingly"));
  }

  /**
   * Does nothing: the SDK closes what it was given when the garbage collector takes the SDK's
   * client, and the clients of all keys, earlier ones too, share one transport. Its owner closes
   * it.
   */
  @Override
  public void close() {}

  private static ExchangeRequest exchange(HttpRequest request, RequestOptions options) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request.headers().names().forEach(name -> headers.put(name, request.headers().values(name)));
    HttpRequestBody content = request.body();
    byte[] body = {};
    if (content != null) {
      headers.putIfAbsent("content-type", List.of(requireNonNull(content.contentType(), "type")));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      content.writeTo(bytes);
      body = bytes.toByteArray();
    }
    return new ExchangeRequest(
        request.method().name(),
        URI.create(request.url()),
        CallHeaders.allowed(headers),
        body,
        requireNonNull(options.getTimeout(), "timeout").request());
  }

  /** A whole answer, as often as the SDK reads it. */
  private record Buffered(Answered answered) implements HttpResponse {
    @Override
    public int statusCode() {
      return answered.status();
    }

    @Override
    public Headers headers() {
      Headers.Builder headers = Headers.builder();
      answered.headers().asMap().forEach(headers::put);
      return headers.build();
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(answered.body());
    }

    @Override
    public void close() {}
  }
}
