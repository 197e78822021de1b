package dev.barnabas.emulator.call;

import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.generation.Choice;
import dev.barnabas.emulator.generation.FinishReason;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.Generator;
import dev.barnabas.emulator.generation.ModelProfile;
import dev.barnabas.emulator.generation.Prompt;
import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.ledger.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a call is answered with, how it travels and whether it is billed. Pure. */
final class ReplyPlanner {
  private static final String HTML =
      "<!DOCTYPE html><html><head><title>Gateway</title></head><body>Sorry.</body></html>";
  private static final String FILLER = "x".repeat(8192);
  private static final long ENDLESS_TIMES = Long.MAX_VALUE >> 24;

  /**
   * One call as the planner sees it.
   *
   * @param rule the rule that set the fault, absent for a fault by model name
   */
  record Call(
      ProviderApi api,
      Prompt prompt,
      ModelProfile profile,
      Fault fault,
      @Nullable FaultRule rule,
      Duration latency,
      Instant now,
      String callToken) {}

  private ReplyPlanner() {}

  static ReplyPlan refuse(
      ProviderApi api, ProviderError error, HttpHeaders headers, String requestId, String fault) {
    ErrorKind kind = error.kind();
    boolean html = kind == ErrorKind.BAD_GATEWAY;
    String body = html ? HTML : api.errorBody(error, requestId).toString();
    return new ReplyPlan(
        api.status(kind),
        HttpHeaders.of("content-type", html ? "text/html" : "application/json").and(headers),
        ReplyBody.Block.of(body),
        new Delivery.Whole(),
        Duration.ZERO,
        false,
        TokenUsage.NONE,
        fault,
        kind == ErrorKind.RATE_LIMITED);
  }

  static ReplyPlan resetEarly() {
    return new ReplyPlan(
        0,
        HttpHeaders.none(),
        ReplyBody.Block.of(""),
        new Delivery.ResetAtOnce(),
        Duration.ZERO,
        false,
        TokenUsage.NONE,
        FaultKind.RESET_EARLY.wireName(),
        false);
  }

  static ReplyPlan answer(Call call) {
    Generation generation =
        Generator.generate(
            call.prompt(), call.profile(), call.fault().kind(), call.now(), call.callToken());
    FaultKind kind = call.fault().kind();
    if (kind == FaultKind.HUGE || kind == FaultKind.ENDLESS) {
      return repeated(call, generation);
    }
    if (kind == FaultKind.KEEP_ALIVES) {
      return keepAlives(call, generation);
    }
    boolean streamed = call.prompt().stream() && kind != FaultKind.UNSTREAMED;
    ReplyBody body = streamed ? events(call, generation) : block(call, generation);
    String type =
        kind == FaultKind.WRONG_CONTENT_TYPE
            ? "text/html; charset=utf-8"
            : streamed ? contentType(call) : "application/json";
    return plan(call, type, body, delivery(call, body), generation.usage());
  }

  private static ReplyPlan plan(
      Call call, String contentType, ReplyBody body, Delivery delivery, TokenUsage usage) {
    return new ReplyPlan(
        200,
        HttpHeaders.of("content-type", contentType),
        body,
        delivery,
        call.latency(),
        true,
        usage,
        call.fault().kind().wireName(),
        false);
  }

  private static String contentType(Call call) {
    return call.prompt().stream() ? "text/event-stream; charset=utf-8" : "application/json";
  }

  private static ReplyBody block(Call call, Generation generation) {
    ProviderApi api = call.api();
    Prompt prompt = call.prompt();
    String answer = api.answer(prompt, generation).toString();
    return ReplyBody.Block.of(
        switch (call.fault().kind()) {
          case MALFORMED -> answer.substring(0, answer.length() * 2 / 3) + "<<<";
          case EMPTY -> "";
          case WRONG_CONTENT_TYPE -> HTML;
          case NO_USAGE -> UsageRemoval.fromAnswer(answer);
          case ENVELOPE_VIOLATION -> api.brokenEnvelope(prompt, generation).toString();
          case ERROR_AFTER_200 ->
              api.errorBody(lateError(), api.requestId(generation.callToken())).toString();
          default -> answer;
        });
  }

  private static ProviderError lateError() {
    String message = Refusals.message(ErrorKind.OVERLOADED, "");
    return ProviderError.of(ErrorKind.OVERLOADED, message);
  }

  private static ReplyBody events(Call call, Generation generation) {
    ProviderApi api = call.api();
    List<String> events = api.stream(call.prompt(), generation);
    List<String> sent =
        switch (call.fault().kind()) {
          case MALFORMED -> StreamFaults.malformed(events);
          case EMPTY -> List.of();
          case WRONG_CONTENT_TYPE -> List.of(HTML);
          case NO_USAGE -> UsageRemoval.fromEvents(events);
          case NO_END -> events.subList(0, events.size() - 1);
          case ENVELOPE_VIOLATION -> StreamFaults.withBroken(events, api.brokenEvent());
          case ERROR_AFTER_200 ->
              StreamFaults.endingIn(events, api.streamError(api.requestId(generation.callToken())));
          default -> events;
        };
    return ReplyBody.Events.of(sent, StreamFaults.pauses(api, sent));
  }

  private static Delivery delivery(Call call, ReplyBody body) {
    Fault fault = call.fault();
    return switch (fault.kind()) {
      case HANG -> new Delivery.Hung();
      case HOLD -> call.rule() == null ? new Delivery.Hung() : new Delivery.HeldBy(call.rule());
      case DRIP -> new Delivery.Dripped(fault.dripBytes(), fault.intervalOrDefault());
      case RESET -> new Delivery.Reset(fault.bytesBeforeEnd(length(body)));
      case TRUNCATED -> new Delivery.Truncated(fault.bytesBeforeEnd(length(body)));
      case STALL -> new Delivery.Stalled(fault.bytesBeforeEnd(length(body)));
      default -> new Delivery.Whole();
    };
  }

  static long length(ReplyBody body) {
    return switch (body) {
      case ReplyBody.Block(var bytes) -> bytes.length;
      case ReplyBody.Events(var events, _) -> events.stream().mapToLong(e -> e.length).sum();
      case ReplyBody.Repeated(var beginning, var unit, var times, var end) ->
          beginning.length + times * unit.length + end.length;
    };
  }

  /** A comment of a stream, or the white space before a body, over and over. */
  private static ReplyPlan keepAlives(Call call, Generation of) {
    byte[] unit =
        (call.prompt().stream() ? ": keep-alive\n\n" : " ").getBytes(StandardCharsets.UTF_8);
    byte[] none = {};
    return plan(
        call,
        contentType(call),
        new ReplyBody.Repeated(none, unit, ENDLESS_TIMES, none),
        new Delivery.Dripped(unit.length, call.fault().intervalOrDefault()),
        of.usage());
  }

  /** An answer whose one text is very long: a single line, never whole in memory. */
  private static ReplyPlan repeated(Call call, Generation of) {
    boolean endless = call.fault().kind() == FaultKind.ENDLESS;
    long times = endless ? ENDLESS_TIMES : Math.max(1, call.fault().hugeBytes() / FILLER.length());
    long tokens = endless ? of.usage().outputTokens() : times * FILLER.length() / 4;
    var usage = new TokenUsage(of.usage().inputTokens(), tokens, of.usage().cachedInputTokens(), 0);
    var text = new Choice(FILLER, List.of(), FinishReason.STOP, null);
    var filled =
        new Generation(
            of.modelVersion(), of.created(), of.seed(), of.callToken(), List.of(text), usage);
    ReplyBody body =
        endless && call.prompt().stream()
            ? StreamFaults.endless(call.api(), call.api().stream(call.prompt(), of), times)
            : longLine(call, filled, times);
    return plan(call, contentType(call), body, new Delivery.Whole(), usage);
  }

  private static ReplyBody longLine(Call call, Generation filled, long times) {
    String whole =
        call.prompt().stream()
            ? String.join("", call.api().stream(call.prompt(), filled))
            : call.api().answer(call.prompt(), filled).toString();
    int first = whole.indexOf("xx");
    int end = whole.indexOf('"', first);
    return new ReplyBody.Repeated(
        whole.substring(0, first).getBytes(StandardCharsets.UTF_8),
        FILLER.getBytes(StandardCharsets.UTF_8),
        times,
        whole.substring(end).getBytes(StandardCharsets.UTF_8));
  }
}
