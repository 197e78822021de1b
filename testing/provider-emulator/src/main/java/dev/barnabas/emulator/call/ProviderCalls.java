package dev.barnabas.emulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRules;
import dev.barnabas.emulator.generation.Digest;
import dev.barnabas.emulator.http.HttpExchange;
import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.http.HttpRequest;
import dev.barnabas.emulator.http.HttpRequest.BodyState;
import dev.barnabas.emulator.ledger.CallEnded;
import dev.barnabas.emulator.ledger.CallReceived;
import dev.barnabas.emulator.ledger.Ledger;
import dev.barnabas.emulator.ledger.RecordedBodies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Serves provider calls: ledger line, decision, answer, ledger line. Thread-safe. */
public final class ProviderCalls {
  /** The caller's attempt id, kept in the ledger. */
  public static final String ATTEMPT_HEADER = "x-barnabas-attempt";

  /** The caller's id of this very HTTP call, kept in the ledger. */
  public static final String CALL_HEADER = "x-barnabas-call";

  private static final System.Logger LOGGER = System.getLogger(ProviderCalls.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProviderApi openAi;
  private final ProviderApi anthropic;
  private final Ledger ledger;
  private final @Nullable RecordedBodies bodies;
  private final Traffic traffic;
  private final InstantSource time;
  private final CallDecisions decisions;
  private final ReplySender sender;
  private final String run;

  /**
   * Joins the parts of a running emulator.
   *
   * @param bodies absent when bodies are not recorded
   */
  public ProviderCalls(
      ProviderApi openAi,
      ProviderApi anthropic,
      Ledger ledger,
      @Nullable RecordedBodies bodies,
      Traffic traffic,
      FaultRules rules,
      CallDecisions decisions,
      InstantSource time) {
    this.openAi = openAi;
    this.anthropic = anthropic;
    this.ledger = ledger;
    this.bodies = bodies;
    this.traffic = traffic;
    this.time = time;
    this.decisions = decisions;
    this.sender = new ReplySender(rules);
    this.run = time.instant().toString();
  }

  /** Answers one request that is not for the admin API. */
  public void handle(HttpExchange exchange) throws IOException {
    HttpRequest request = exchange.request();
    Route route = Route.of(request);
    ProviderApi api = api(route, request);
    JsonNode body = parse(request.body());
    CallReceived call = received(route, api, request, body);
    boolean inference = call.kind() == CallReceived.Kind.INFERENCE;
    if (inference) {
      traffic.received(call.provider());
    }
    boolean billed = false;
    try {
      String callToken = Digest.of(run + "/" + call.callSeq()).substring(0, 32);
      ReplyPlan plan = decide(new CallDecisions.Call(call, route, api, request, body, callToken));
      billed = plan.billed();
      answer(exchange, call, api, plan, callToken);
    } finally {
      if (inference) {
        traffic.ended(call.provider(), billed);
      }
    }
  }

  /** A bug of the emulator is a server error to its caller, and ends in the ledger like one. */
  private ReplyPlan decide(CallDecisions.Call call) {
    try {
      return decisions.decide(call);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "a call could not be decided", e);
      String message = Refusals.message(ErrorKind.SERVER_ERROR, call.model());
      return ReplyPlanner.refuse(
          call.api(),
          ProviderError.of(ErrorKind.SERVER_ERROR, message),
          HttpHeaders.none(),
          call.api().requestId(call.callToken()),
          FaultKind.NONE.wireName());
    }
  }

  private void answer(
      HttpExchange exchange, CallReceived call, ProviderApi api, ReplyPlan plan, String callToken)
      throws IOException {
    String requestId = api.requestId(callToken);
    ReplySender.Sending sending =
        exchange.request().bodyState() == BodyState.CUT_OFF
            ? ReplySender.Sending.nothing("the client left while sending its request")
            : sender.send(exchange, plan, () -> standing(call, api, plan, requestId));
    ledger.ended(
        call,
        new CallEnded(
            call.callSeq(),
            time.instant(),
            sending.status(),
            sending.sent(),
            exchange.bodyBytesSent(),
            plan.fault(),
            plan.billed(),
            plan.usage(),
            requestId,
            sending.reason()));
  }

  private HttpHeaders standing(
      CallReceived call, ProviderApi api, ReplyPlan plan, String requestId) {
    Instant now = time.instant();
    long processing = Duration.between(call.receivedAt(), now).toMillis();
    var head =
        new ProviderApi.CallHead(
            requestId, processing, plan.usage().inputTokens(), plan.rateLimited());
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
    return HttpHeaders.of("date", date, api.requestIdHeader(), requestId)
        .and(api.headers(head, now));
  }

  private ProviderApi api(Route route, HttpRequest request) {
    return switch (route.endpoint()) {
      case CHAT_COMPLETIONS -> openAi;
      case MESSAGES, COUNT_TOKENS -> anthropic;
      case MODELS, MODEL, UNKNOWN ->
          request.headers().first("anthropic-version").isPresent() ? anthropic : openAi;
    };
  }

  private CallReceived received(Route route, ProviderApi api, HttpRequest request, JsonNode body)
      throws IOException {
    Instant now = time.instant();
    String digest = Digest.of(request.body());
    CallReceived call =
        ledger.received(seq ->
            new CallReceived(
                seq,
                kind(route, request),
                route.provider(),
                request.path(),
                api.name(),
                body.path("model").isTextual() ? body.path("model").asText() : null,
                body.path("stream").asBoolean(),
                request.headers().first(ATTEMPT_HEADER).orElse(null),
                request.headers().first(CALL_HEADER).orElse(null),
                now,
                digest,
                request.body().length,
                request.bodyState() == BodyState.COMPLETE));
    if (bodies != null) {
      bodies.append(call.callSeq(), head(request), request.body());
    }
    return call;
  }

  private static CallReceived.Kind kind(Route route, HttpRequest request) {
    boolean other = route.endpoint() == Route.Endpoint.COUNT_TOKENS;
    return request.method().equals("POST") && !other
        ? CallReceived.Kind.INFERENCE
        : CallReceived.Kind.OTHER;
  }

  /** Path and headers as received, keys left out. */
  private static String head(HttpRequest request) {
    return request.headers().fields().stream()
        .filter(f -> !f.name().equalsIgnoreCase("authorization"))
        .filter(f -> !f.name().equalsIgnoreCase("x-api-key"))
        .map(f -> f.name() + ": " + f.value() + "\n")
        .collect(Collectors.joining("", request.target() + "\n", ""));
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException _) {
      return MissingNode.getInstance();
    }
  }
}
