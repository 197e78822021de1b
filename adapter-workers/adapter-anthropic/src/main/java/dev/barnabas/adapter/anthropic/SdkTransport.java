package dev.barnabas.adapter.anthropic;

import static java.util.Objects.requireNonNull;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicIoException;
import dev.barnabas.adapter.http.CallHeaders;
import dev.barnabas.adapter.http.ExchangeOutcome;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeOutcome.Broken;
import dev.barnabas.adapter.http.ExchangeOutcome.Streamed;
import dev.barnabas.adapter.http.ExchangeRequest;
import dev.barnabas.adapter.http.HttpTransport;
import dev.barnabas.adapter.http.ResponseHeaders;
import dev.barnabas.adapter.http.StreamReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's transport: one bounded exchange of ours per request, whose outcome is also handed to
 * the adapter, past the SDK, with its bytes and times.
 */
final class SdkTransport implements HttpClient {
  private static final ScopedValue<RunningCall> RUNNING = ScopedValue.newInstance();
  private static final byte[] NO_BYTES = {};

  private final HttpTransport transport;

  SdkTransport(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * Runs one call of the SDK, which must be one request, and returns how its exchange ended. The
   * SDK sees nothing of a streamed answer: {@code stream} reads it.
   */
  ExchangeOutcome outcomeOf(@Nullable StreamReader stream, Runnable sdkCall) {
    AtomicReference<ExchangeOutcome> outcome = new AtomicReference<>();
    try {
      ScopedValue.where(RUNNING, new RunningCall(stream, outcome)).run(sdkCall);
    } catch (AnthropicException e) {
      // Of an exchange that was made, the outcome says all; without one it is a bug.
      if (outcome.get() == null) {
        throw e;
      }
    }
    return requireNonNull(outcome.get(), "the SDK made no request");
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    RunningCall running = RUNNING.get();
    ExchangeOutcome outcome = transport.exchange(exchange(request, options, running.stream()));
    running.outcome().set(outcome);
    return switch (outcome) {
      case Answered answered ->
          new Buffered(answered.status(), answered.headers(), answered.body());
      case Streamed streamed -> new Buffered(streamed.status(), streamed.headers(), NO_BYTES);
      case Broken broken -> throw new AnthropicIoException(broken.reason().code());
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

  private static ExchangeRequest exchange(
      HttpRequest request, RequestOptions options, @Nullable StreamReader stream) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request.headers().names().forEach(name -> headers.put(name, request.headers().values(name)));
    HttpRequestBody content = request.body().orElse(null);
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
        requireNonNull(options.timeout().orElse(null), "timeout").request(),
        stream);
  }

  /** A call of the SDK under way. */
  private record RunningCall(
      @Nullable StreamReader stream, AtomicReference<ExchangeOutcome> outcome) {}

  /** A whole answer, as often as the SDK reads it. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Buffered(int status, ResponseHeaders received, byte[] bytes)
      implements HttpResponse {
    @Override
    public int statusCode() {
      return status;
    }

    @Override
    public Headers headers() {
      Headers.Builder headers = Headers.builder();
      received.asMap().forEach(headers::put);
      return headers.build();
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void close() {}
  }
}
