package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HTTP endpoint of a process for operators and their tools: metrics and health.
 *
 * <p>{@code GET} of the metrics path answers in Prometheus' text format; {@code /health/live},
 * {@code /health/ready} and {@code /health/started} answer 200 or 503 with a JSON body that names
 * each check. Anything else is 404, another method 405. Requests run on virtual threads.
 */
public final class ManagementServer implements AutoCloseable {

  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Supplier<Answer>> pages;

  private ManagementServer(
      HttpServer server, ExecutorService threads, Map<String, Supplier<Answer>> pages) {
    this.server = server;
    this.threads = threads;
    this.pages = pages;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the host is unknown or the port is taken; the message names both
   */
  public static ManagementServer start(
      ManagementSettings settings, Telemetry telemetry, Health health) throws IOException {
    requireNonNull(settings, "settings");
    Map<String, Supplier<Answer>> pages = new LinkedHashMap<>();
    pages.put(settings.metricsPath(), () -> new Answer(200, PROMETHEUS, telemetry.scrape()));
    pages.put("/health/live", () -> answer(health.live()));
    pages.put("/health/ready", () -> answer(health.ready()));
    pages.put("/health/started", () -> answer(health.started()));
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    HttpServer server = HttpServer.create();
    ManagementServer management = new ManagementServer(server, threads, pages);
    server.createContext("/", management::serve);
    server.setExecutor(threads);
    management.bind(settings);
    server.start();
    return management;
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Its base address, for example {@code http://127.0.0.1:8080}. */
  public URI address() {
    String host = server.getAddress().getHostString();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + port());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void bind(ManagementSettings settings) throws IOException {
    try {
      server.bind(new InetSocketAddress(settings.host(), settings.port()), 0);
    } catch (IOException e) {
      threads.close();
      throw new IOException(
          "management endpoint: cannot listen on %s:%d: %s"
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Supplier<Answer> page = pages.get(exchange.getRequestURI().getPath());
      String method = exchange.getRequestMethod();
      boolean head = method.equals("HEAD");
      if (!head && !method.equals("GET")) {
        exchange.getResponseHeaders().set("allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
      } else if (page == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, page.get(), head);
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer, boolean head) throws IOException {
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", answer.contentType);
    exchange.getResponseHeaders().set("cache-control", "no-store");
    exchange.sendResponseHeaders(answer.status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answer(HealthReport report) {
    return new Answer(report.up() ? 200 : 503, JSON, report.json());
  }

  private record Answer(int status, String contentType, String body) {}
}
