package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeOutcome.Broken;
import dev.barnabas.adapter.http.ExchangeOutcome.Reason;
import dev.barnabas.adapter.http.ExchangeOutcome.Streamed;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request and reads one answer, within the limits of {@link CallLimits}. Safe for many
 * threads; blocks the calling one.
 *
 * <p>Time is measured, not read off a clock: a clock that is set back cannot prolong a call. The
 * total time covers connecting, sending, waiting and the whole body, however slowly it drips.
 */
public final class HttpTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
  private static final int CAUSES = 5;

  private final HttpClient client;
  private final CallLimits limits;
  private final InstantSource clock;

  /** A transport; {@code clock} is what {@link CallTimes} are read from. */
  public HttpTransport(CallLimits limits, InstantSource clock) {
    this.limits = requireNonNull(limits, "limits");
    this.clock = requireNonNull(clock, "clock");
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * Makes the exchange. An interrupted caller gets {@code INTERRUPTED} and keeps its flag. When it
   * returns, the request's stream reader stands still.
   */
  public ExchangeOutcome exchange(ExchangeRequest request) {
    Instant startedAt = clock.instant();
    Progress progress = new Progress(clock);
    CompletableFuture<HttpResponse<ReceivedBody>> running =
        client.sendAsync(request(request), head -> body(head, request.stream(), progress));
    try {
      HttpResponse<ReceivedBody> response = await(running, progress, request.total().toNanos());
      return received(response, times(startedAt, progress));
    } catch (BrokenExchangeException e) {
      running.cancel(true);
      return new Broken(e.reason(), times(startedAt, progress));
    } finally {
      if (request.stream() != null) {
        request.stream().close();
      }
    }
  }

  private BodySubscriber<ReceivedBody> body(
      HttpResponse.ResponseInfo head, @Nullable StreamReader stream, Progress progress) {
    progress.headersArrived();
    if (stream == null || !isStream(head)) {
      return new BoundedBody(limits.maxResponseBytes(), progress);
    }
    stream.begin(new ResponseHeaders(head.headers().map()));
    return new StreamedBody(stream, progress);
  }

  private static boolean isStream(HttpResponse.ResponseInfo head) {
    return head.statusCode() >= 200
        && head.statusCode() < 300
        && head.headers()
            .firstValue("content-type")
            .filter(HttpTransport::isEventStream)
            .isPresent();
  }

  private static boolean isEventStream(String contentType) {
    String mediaType = contentType.split(";", 2)[0].strip();
    return mediaType.equalsIgnoreCase("text/event-stream");
  }

  private static ExchangeOutcome received(HttpResponse<ReceivedBody> response, CallTimes times) {
    ResponseHeaders headers = new ResponseHeaders(response.headers().map());
    return switch (response.body()) {
      case ReceivedBody.Whole(var bytes) ->
          new Answered(response.statusCode(), headers, bytes, times);
      case ReceivedBody.Read(var end) -> new Streamed(response.statusCode(), headers, end, times);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpResponse<ReceivedBody> await(
      CompletableFuture<HttpResponse<ReceivedBody>> running, Progress progress, long totalNanos)
      throws BrokenExchangeException {
    long end = System.nanoTime() + totalNanos;
    while (true) {
      long totalLeft = end - System.nanoTime();
      long firstByteLeft = progress.firstByteNanosLeft(limits.firstByte().toNanos());
      long idleLeft = progress.idleNanosLeft(limits.idle().toNanos());
      if (totalLeft <= 0) {
        throw new BrokenExchangeException(Reason.TOTAL_TIMEOUT);
      }
      if (firstByteLeft <= 0) {
        throw new BrokenExchangeException(Reason.FIRST_BYTE_TIMEOUT);
      }
      if (idleLeft <= 0) {
        throw new BrokenExchangeException(Reason.IDLE_TIMEOUT);
      }
      // Before the headers there is no idle bound to wake up for, so look again at least this
      // often.
      long wait =
          Math.min(Math.min(totalLeft, firstByteLeft), Math.min(idleLeft, limits.idle().toNanos()));
      try {
        return running.get(wait, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Look at both bounds again.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BrokenExchangeException(Reason.INTERRUPTED);
      } catch (ExecutionException e) {
        throw new BrokenExchangeException(reason(e.getCause()));
      }
    }
  }

  private static Reason reason(@Nullable Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BodyTooLargeException _ -> {
          return Reason.BODY_TOO_LARGE;
        }
        case HttpConnectTimeoutException _ -> {
          return Reason.CONNECT_TIMEOUT;
        }
        case SSLHandshakeException _ -> {
          return Reason.TLS_FAILED;
        }
        case ConnectException _, UnknownHostException _, UnresolvedAddressException _ -> {
          return Reason.CONNECT_FAILED;
        }
        default -> {}
      }
    }
    LOG.atWarn()
        .addKeyValue("code", Reason.CONNECTION_LOST.code())
        .addKeyValue("error", classes(problem))
        .log("an exchange with a provider broke");
    return Reason.CONNECTION_LOST;
  }

  /** What was thrown, as class names from the outermost on: a message may hold what was sent. */
  static String classes(@Nullable Throwable problem) {
    return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
        .limit(CAUSES)
        .map(cause -> cause.getClass().getName())
        .collect(Collectors.joining(" < "));
  }

  private static HttpRequest request(ExchangeRequest request) {
    // Over plain HTTP the client would ask to upgrade to HTTP/2, which some servers choke on.
    boolean secure = "https".equalsIgnoreCase(request.uri().getScheme());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    byte[] body = request.body();
    return builder
        .method(
            request.method(),
            body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
        .build();
  }

  private CallTimes times(Instant startedAt, Progress progress) {
    return new CallTimes(startedAt, progress.firstByteAt(), clock.instant());
  }
}
