package dev.barnabas.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.barnabas.process.ManagementPage.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP endpoint of a process for operators and their tools: metrics and health.
 *
 * <p>{@code GET} of the metrics path answers in Prometheus' text format; {@code /health/live},
 * {@code /health/ready} and {@code /health/started} answer 200 or 503 with a JSON body that names
 * each check. A process may add pages of its own. Anything else is 404, another method 405, a page
 * that throws 500. Requests run on virtual threads.
 */
public final class ManagementServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, ManagementPage> pages;

  private ManagementServer(
      HttpServer server, ExecutorService threads, Map<String, ManagementPage> pages) {
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
    Map<String, ManagementPage> pages = new ConcurrentHashMap<>();
    pages.put(settings.metricsPath(), _ -> new Answer(200, PROMETHEUS, telemetry.scrape()));
    pages.put("/health/live", _ -> answer(health.live()));
    pages.put("/health/ready", _ -> answer(health.ready()));
    pages.put("/health/started", _ -> answer(health.started()));
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    HttpServer server = HttpServer.create();
    ManagementServer management = new ManagementServer(server, threads, pages);
    server.createContext("/", management::serve);
    server.setExecutor(threads);
    management.bind(settings);
    server.start();
    return management;
  }

  /**
   * Adds a page.
   *
   * @param path such as {@code /usage/totals}
   * @throws IllegalStateException if there is a page at that path
   */
  public void serve(String path, ManagementPage page) {
    if (pages.putIfAbsent(requireNonNull(path, "path"), requireNonNull(page, "page")) != null) {
      throw new IllegalStateException("there is a page at " + path);
    }
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
      ManagementPage page = pages.get(exchange.getRequestURI().getPath());
      String method = exchange.getRequestMethod();
      boolean head = method.equals("HEAD");
      if (!head && !method.equals("GET")) {
        exchange.getResponseHeaders().set("allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
      } else if (page == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, answer(page, exchange.getRequestURI()), head);
      }
    }
  }

  private static Answer answer(ManagementPage page, URI address) {
    try {
      return page.answer(query(address));
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("path", address.getPath())
          .log("A page of the management endpoint failed");
      return Answer.json(500, "{\"error\":\"INTERNAL\"}");
    }
  }

  private static Map<String, List<String>> query(URI address) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    String raw = address.getRawQuery();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query
          .computeIfAbsent(URLDecoder.decode(name, UTF_8), _ -> new ArrayList<>())
          .add(URLDecoder.decode(value, UTF_8));
    }
    return query;
  }

  private static void send(HttpExchange exchange, Answer answer, boolean head) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("content-type", answer.contentType());
    exchange.getResponseHeaders().set("cache-control", "no-store");
    exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answer(HealthReport report) {
    return Answer.json(report.up() ? 200 : 503, report.json());
  }
}
