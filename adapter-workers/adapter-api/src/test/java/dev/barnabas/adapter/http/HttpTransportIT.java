package dev.barnabas.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeOutcome.Broken;
import dev.barnabas.adapter.http.ExchangeOutcome.Reason;
import dev.barnabas.vocabulary.FailureKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The bounds, against a server that answers whatever bytes the test says. */
final class HttpTransportIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final CallLimits PATIENT =
      new CallLimits(LONG, LONG, LONG, LONG, 64 * 1024, 256 * 1024);
  private static final CallLimits LIMITS =
      new CallLimits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofMillis(300),
          Duration.ofSeconds(10),
          64 * 1024,
          256 * 1024);

  @Test
  void returnsStatusHeadersAndBody() throws IOException {
    try (RawServer server = RawServer.answering(whole(503, "retry-after: 4\r\n", "busy"))) {
      ExchangeOutcome outcome = exchange(server.uri(), Duration.ofSeconds(5));

      assertThat(outcome).isInstanceOf(Answered.class);
      Answered answered = (Answered) outcome;
      assertThat(answered.status()).isEqualTo(503);
      assertThat(answered.headers().first("Retry-After")).contains("4");
      assertThat(answered.body()).asString(StandardCharsets.UTF_8).isEqualTo("busy");
      assertThat(answered.times().firstByteAt()).isNotNull();
    }
  }

  @Test
  void sendsOneRequestWhenTheProviderSaysRetryAtOnce() throws IOException {
    try (RawServer server = RawServer.answering(whole(503, "retry-after: 0\r\n", "busy"))) {
      exchange(server.uri(), Duration.ofSeconds(5));

      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void followsNoRedirect() throws IOException {
    try (RawServer server = RawServer.answering(whole(307, "location: /other\r\n", ""))) {
      ExchangeOutcome outcome = exchange(server.uri(), Duration.ofSeconds(5));

      assertThat(((Answered) outcome).status()).isEqualTo(307);
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void cutsASilentServerAtTheTotalTime() throws IOException {
    try (RawServer server = RawServer.answering(List.of())) {
      assertThat(reason(exchange(server.uri(), Duration.ofMillis(400))))
          .isEqualTo(Reason.TOTAL_TIMEOUT);
    }
  }

  @Test
  void cutsASilentServerAtTheTimeOfTheFirstByte() throws IOException {
    try (RawServer server = RawServer.answering(List.of())) {
      CallLimits hasty = LIMITS.withFirstByte(Duration.ofMillis(400));

      assertThat(reason(exchange(server.uri(), Duration.ofSeconds(10), hasty)))
          .isEqualTo(Reason.FIRST_BYTE_TIMEOUT);
    }
  }

  /** On Linux, a socket whose queue is full leaves a new connection without an answer. */
  @Test
  void cutsAConnectionThatDoesNotStandAtItsOwnTime() throws IOException {
    CallLimits hasty =
        new CallLimits(
            Duration.ofMillis(300),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            1024,
            1024);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, loopback)) {
      for (int i = 0; i < 2; i++) {
        queued.add(new Socket(loopback, full.getLocalPort()));
      }
      URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort());

      Reason reason = reason(exchange(uri, Duration.ofSeconds(20), hasty));

      assertThat(reason).isEqualTo(Reason.CONNECT_TIMEOUT);
      assertThat(reason.nothingSent()).isTrue();
    } finally {
      for (Socket one : queued) {
        one.close();
      }
    }
  }

  @Test
  void cutsAServerThatDoesNotSpeakTls() throws IOException {
    try (RawServer server = RawServer.closingAfter(whole(200, "", "plain"))) {
      URI secure = URI.create(server.uri().toString().replace("http:", "https:"));

      // A handshake is a part of connecting; to load what it needs may take longer than LIMITS.
      Reason reason = reason(exchange(secure, Duration.ofSeconds(30), PATIENT));

      assertThat(reason.kind()).isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
    }
  }

  @Test
  void cutsABodyThatStandsStill() throws IOException {
    try (RawServer server = RawServer.answering(List.of(head(1000, "") + "begin"))) {
      ExchangeOutcome outcome = exchange(server.uri(), Duration.ofSeconds(30));

      assertThat(reason(outcome)).isEqualTo(Reason.IDLE_TIMEOUT);
      assertThat(outcome.times().latency()).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void cutsABodyThatDripsForEverAtTheTotalTime() throws IOException {
    try (RawServer server = RawServer.dripping(head(100_000, ""), Duration.ofMillis(50))) {
      ExchangeOutcome outcome = exchange(server.uri(), Duration.ofMillis(900));

      assertThat(reason(outcome)).isEqualTo(Reason.TOTAL_TIMEOUT);
      assertThat(outcome.times().latency())
          .isBetween(Duration.ofMillis(850), Duration.ofSeconds(5));
    }
  }

  @Test
  void cutsABodyThatIsTooLarge() throws IOException {
    String piece = "x".repeat(40 * 1024);
    try (RawServer server =
        RawServer.answering(List.of(head(100_000_000, ""), piece, piece, piece))) {
      assertThat(reason(exchange(server.uri(), Duration.ofSeconds(5))))
          .isEqualTo(Reason.BODY_TOO_LARGE);
    }
  }

  @Test
  void reportsABodyThatEndsEarly() throws IOException {
    try (RawServer server = RawServer.closingAfter(List.of(head(1000, "") + "half"))) {
      assertThat(reason(exchange(server.uri(), Duration.ofSeconds(5))))
          .isEqualTo(Reason.CONNECTION_LOST);
    }
  }

  @Test
  void logsTheClassesOfWhatBrokeAnExchangeAndNoMessage() throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(HttpTransport.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try (RawServer server = RawServer.closingAfter(List.of(head(1000, "") + "half"))) {
      exchange(server.uri(), Duration.ofSeconds(5));
    } finally {
      logger.detachAppender(logged);
    }

    assertThat(logged.list).hasSize(1);
    ILoggingEvent event = logged.list.getFirst();
    assertThat(event.getThrowableProxy()).isNull();
    assertThat(event.getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .contains("code=connection_lost")
        .anyMatch(pair -> pair.matches("error=java\\.io\\.[A-Za-z.< ]+"));
  }

  @Test
  void knowsThatNothingWasSentWhenTheConnectionIsRefused() throws IOException {
    URI nobody;
    try (RawServer server = RawServer.answering(List.of())) {
      nobody = server.uri();
    }

    Reason reason = reason(exchange(nobody, Duration.ofSeconds(5)));

    assertThat(reason).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(reason.nothingSent()).isTrue();
  }

  @Test
  void reportsAnInterruptionAndKeepsTheFlag() throws IOException {
    try (RawServer server = RawServer.answering(List.of())) {
      Thread.currentThread().interrupt();

      ExchangeOutcome outcome = exchange(server.uri(), Duration.ofSeconds(5));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(reason(outcome)).isEqualTo(Reason.INTERRUPTED);
    }
  }

  private static ExchangeOutcome exchange(URI uri, Duration total) {
    return exchange(uri, total, LIMITS);
  }

  private static ExchangeOutcome exchange(URI uri, Duration total, CallLimits limits) {
    try (HttpTransport transport = new HttpTransport(limits, InstantSource.system())) {
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      return transport.exchange(new ExchangeRequest("POST", uri, Map.of(), body, total));
    }
  }

  private static Reason reason(ExchangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(Broken.class);
    return ((Broken) outcome).reason();
  }

  private static List<String> whole(int status, String headers, String body) {
    return List.of(
        "HTTP/1.1 %d x\r\n%scontent-length: %d\r\n\r\n%s"
            .formatted(status, headers, body.length(), body));
  }

  private static String head(int length, String headers) {
    return "HTTP/1.1 200 OK\r\n%scontent-length: %d\r\n\r\n".formatted(headers, length);
  }
}
