package dev.barnabas.emulator.call;

import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.fault.FaultRules;
import dev.barnabas.emulator.http.HttpExchange;
import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.ledger.Sent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Carries out a plan on a connection, watching for the client to go. */
final class ReplySender {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration GLANCE = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofHours(1);

  /** What was sent in the end; {@code reason} is empty when all went by the plan. */
  record Sending(int status, Sent sent, String reason) {
    static Sending nothing(String reason) {
      return new Sending(0, Sent.NONE, reason);
    }
  }

  private final FaultRules rules;

  ReplySender(FaultRules rules) {
    this.rules = rules;
  }

  /**
   * Sends what the plan says, and says what was sent.
   *
   * @param standing the provider's headers, asked for when the head is written
   */
  Sending send(HttpExchange exchange, ReplyPlan plan, Supplier<HttpHeaders> standing) {
    var progress = new Progress();
    try {
      return carryOut(exchange, plan, standing, progress);
    } catch (IOException _) {
      String reason = "the connection was lost";
      return progress.begun
          ? new Sending(plan.status(), Sent.CUT_OFF, reason)
          : Sending.nothing(reason);
    }
  }

  private static final class Progress {
    private boolean begun;
  }

  private Sending carryOut(
      HttpExchange exchange, ReplyPlan plan, Supplier<HttpHeaders> standing, Progress progress)
      throws IOException {
    return switch (plan.delivery()) {
      case Delivery.ResetAtOnce() -> {
        exchange.reset();
        yield new Sending(0, Sent.RESET, "reset before an answer");
      }
      case Delivery.Hung() -> {
        awaitLeaving(exchange);
        yield Sending.nothing("the client left a call that hung");
      }
      case Delivery.HeldBy(var rule) ->
          hold(exchange, rule)
              ? write(exchange, plan, standing, progress, BodyWriter.whole(exchange))
              : Sending.nothing("the client left a call on hold");
      case Delivery.Whole() ->
          write(exchange, plan, standing, progress, BodyWriter.whole(exchange));
      case Delivery.Dripped(var bytes, var interval) ->
          write(exchange, plan, standing, progress, BodyWriter.dripping(exchange, bytes, interval));
      case Delivery.Truncated(var after) ->
          write(exchange, plan, standing, progress, BodyWriter.upTo(exchange, after));
      case Delivery.Stalled(var after) ->
          write(exchange, plan, standing, progress, BodyWriter.upTo(exchange, after));
      case Delivery.Reset(var after) ->
          write(exchange, plan, standing, progress, BodyWriter.upTo(exchange, after));
    };
  }

  private static void awaitLeaving(HttpExchange exchange) throws IOException {
    boolean present = true;
    while (present) {
      present = exchange.waitWhilePresent(LONG);
    }
  }

  /** Waits until the rule is gone; false if the client goes first, seen within half a second. */
  private boolean hold(HttpExchange exchange, FaultRule rule) throws IOException {
    try {
      boolean present = true;
      while (present && !rules.awaitRemoval(rule, LOOK_AGAIN)) {
        present = exchange.waitWhilePresent(GLANCE);
      }
      return present;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static Sending write(
      HttpExchange exchange,
      ReplyPlan plan,
      Supplier<HttpHeaders> standing,
      Progress progress,
      BodyWriter writer)
      throws IOException {
    boolean spread = plan.body() instanceof ReplyBody.Events;
    Duration first = spread ? plan.latency().dividedBy(2) : plan.latency();
    if (!exchange.waitWhilePresent(first)) {
      return Sending.nothing("the client left while the answer was generated");
    }
    HttpHeaders headers = plan.headers().and(standing.get());
    progress.begun = true;
    if (plan.body() instanceof ReplyBody.Block(var bytes)) {
      exchange.beginFixed(plan.status(), headers, bytes.length);
    } else {
      exchange.beginChunked(plan.status(), headers);
    }
    boolean wholeBody = writeBody(plan, writer, plan.latency().minus(first));
    return end(exchange, plan, wholeBody);
  }

  /** Whether the client stayed and the writer's limit was not met. */
  private static boolean writeBody(ReplyPlan plan, BodyWriter writer, Duration left)
      throws IOException {
    return switch (plan.body()) {
      case ReplyBody.Block(var bytes) -> writer.write(bytes);
      case ReplyBody.Events events -> writer.writeEvents(events, left);
      case ReplyBody.Repeated repeated -> writer.writeRepeated(repeated);
    };
  }

  private static Sending end(HttpExchange exchange, ReplyPlan plan, boolean wholeBody)
      throws IOException {
    if (plan.delivery() instanceof Delivery.Reset) {
      exchange.reset();
      return new Sending(plan.status(), Sent.RESET, "reset after a part of the body");
    }
    if (plan.delivery() instanceof Delivery.Truncated) {
      exchange.closeNow();
      return new Sending(plan.status(), Sent.CUT_OFF, "closed after a part of the body");
    }
    if (plan.delivery() instanceof Delivery.Stalled) {
      awaitLeaving(exchange);
      return new Sending(plan.status(), Sent.CUT_OFF, "the client left an answer that stood still");
    }
    if (!wholeBody) {
      exchange.closeNow();
      return new Sending(plan.status(), Sent.CUT_OFF, "the client left during the answer");
    }
    exchange.end();
    return new Sending(plan.status(), Sent.COMPLETE, "");
  }
}
