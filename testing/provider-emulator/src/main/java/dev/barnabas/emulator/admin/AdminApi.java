package dev.barnabas.emulator.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.call.Traffic;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.fault.FaultRules;
import dev.barnabas.emulator.http.HttpExchange;
import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Serves {@code /admin/faults}, {@code /admin/state} and {@code /admin/ledger}. Thread-safe. */
public final class AdminApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAULTS = "/admin/faults";
  private static final HttpHeaders JSON_TYPE = HttpHeaders.of("content-type", "application/json");

  private final FaultRules rules;
  private final Traffic traffic;
  private final Path ledger;

  public AdminApi(FaultRules rules, Traffic traffic, Path ledger) {
    this.rules = rules;
    this.traffic = traffic;
    this.ledger = ledger;
  }

  /** Whether a request is for this API. */
  public static boolean serves(HttpRequest request) {
    return request.path().startsWith("/admin/");
  }

  public void handle(HttpExchange exchange) throws IOException {
    HttpRequest request = exchange.request();
    String path = request.path();
    switch (request.method() + " " + (path.startsWith(FAULTS + "/") ? FAULTS : path)) {
      case "GET " + FAULTS -> respond(exchange, 200, list());
      case "PUT " + FAULTS, "POST " + FAULTS -> put(exchange);
      case "DELETE " + FAULTS -> respond(exchange, 200, delete(request));
      case "GET /admin/state" -> respond(exchange, 200, state());
      case "GET /admin/ledger" -> sendLedger(exchange);
      default -> respond(exchange, 404, error("no such admin request"));
    }
  }

  private ObjectNode list() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode all = json.putArray("faults");
    rules.all().forEach(rule -> all.add(FaultRuleJson.write(rule, rules.hits(rule.id()))));
    return json;
  }

  /** An object adds a rule or replaces that of its id; an array replaces all rules. */
  private void put(HttpExchange exchange) throws IOException {
    try {
      JsonNode body = JSON.readTree(exchange.request().body());
      if (body.isArray()) {
        List<FaultRule> all = new ArrayList<>();
        body.forEach(rule -> all.add(FaultRuleJson.read(rule)));
        rules.replaceAll(all);
      } else {
        rules.put(FaultRuleJson.read(body));
      }
      respond(exchange, 200, list());
    } catch (JsonProcessingException _) {
      respond(exchange, 400, error("the body is not JSON"));
    } catch (IllegalArgumentException | ArithmeticException e) {
      respond(exchange, 400, error(String.valueOf(e.getMessage())));
    }
  }

  /** By id in the path, by provider and model in the query, or all. */
  private ObjectNode delete(HttpRequest request) {
    String path = request.path();
    Optional<String> id =
        path.startsWith(FAULTS + "/")
            ? Optional.of(
                URLDecoder.decode(path.substring(FAULTS.length() + 1), StandardCharsets.UTF_8))
            : Optional.empty();
    Optional<String> provider = request.query("provider");
    Optional<String> model = request.query("model");
    Predicate<FaultRule> unwanted =
        rule ->
            id.map(rule.id()::equals).orElse(true)
                && provider.map(name -> name.equals(rule.provider())).orElse(true)
                && model.map(name -> name.equals(rule.model())).orElse(true);
    return JSON.createObjectNode().put("removed", rules.removeIf(unwanted));
  }

  private ObjectNode state() {
    ObjectNode json = JSON.createObjectNode().put("inFlight", traffic.inFlight());
    ObjectNode providers = json.putObject("providers");
    traffic
        .counts()
        .forEach((provider, counts) ->
            providers
                .putObject(provider)
                .put("inFlight", counts.inFlight())
                .put("peakInFlight", counts.peakInFlight())
                .put("received", counts.received())
                .put("ended", counts.ended())
                .put("billed", counts.billed()));
    return json;
  }

  private void sendLedger(HttpExchange exchange) throws IOException {
    exchange.beginChunked(200, HttpHeaders.of("content-type", "application/x-ndjson"));
    byte[] block = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(ledger)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        exchange.write(block, 0, count);
      }
    }
    exchange.end();
  }

  private static ObjectNode error(String message) {
    return JSON.createObjectNode().put("error", message);
  }

  private static void respond(HttpExchange exchange, int status, ObjectNode body)
      throws IOException {
    exchange.respond(status, JSON_TYPE, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
