package dev.barnabas.adapter.testkit;

import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Role;
import dev.barnabas.adapter.Sampling;
import dev.barnabas.adapter.ToolDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes calls for tests: a plain one, and copies that differ in one thing. */
public final class Calls {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Calls() {}

  /** A plain prompt with two placeholders, ids of its own, and a minute to the deadline. */
  public static ModelCall plain(String model) {
    int number = NUMBER.incrementAndGet();
    return new ModelCall(
        "attempt-" + number,
        "call-" + number,
        model,
        List.of(
            Message.of(Role.SYSTEM, "Be brief."),
            Message.of(Role.USER, "Write to <EMAIL_1> and ring <PHONE_1>.")),
        List.of(),
        ResponseFormat.TEXT,
        Sampling.UNSET,
        Map.of(),
        256,
        Instant.now().plus(Duration.ofMinutes(1)),
        null,
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  public static ModelCall withModel(ModelCall call, String model) {
    return copy(call, model, call.messages(), call.tools(), call.responseFormat(), call.sampling());
  }

  public static ModelCall withMessages(ModelCall call, List<Message> messages) {
    return copy(call, call.model(), messages, call.tools(), call.responseFormat(), call.sampling());
  }

  public static ModelCall withTools(ModelCall call, List<ToolDefinition> tools) {
    return copy(call, call.model(), call.messages(), tools, call.responseFormat(), call.sampling());
  }

  public static ModelCall withFormat(ModelCall call, ResponseFormat format) {
    return copy(call, call.model(), call.messages(), call.tools(), format, call.sampling());
  }

  public static ModelCall withSampling(ModelCall call, Sampling sampling) {
    return copy(call, call.model(), call.messages(), call.tools(), call.responseFormat(), sampling);
  }

  public static ModelCall withMaxOutputTokens(ModelCall call, int tokens) {
    return bounded(call, call.passThrough(), tokens, call.deadline(), call.timeout());
  }

  public static ModelCall withPassThrough(ModelCall call, Map<String, String> parameters) {
    return bounded(call, parameters, call.maxOutputTokens(), call.deadline(), call.timeout());
  }

  public static ModelCall withDeadline(ModelCall call, Instant deadline) {
    return bounded(call, call.passThrough(), call.maxOutputTokens(), deadline, call.timeout());
  }

  public static ModelCall withTimeout(ModelCall call, Duration timeout) {
    return bounded(call, call.passThrough(), call.maxOutputTokens(), call.deadline(), timeout);
  }

  private static ModelCall copy(
      ModelCall call,
      String model,
      List<Message> messages,
      List<ToolDefinition> tools,
      ResponseFormat format,
      Sampling sampling) {
    return new ModelCall(
        call.attemptId(),
        call.callId(),
        model,
        messages,
        tools,
        format,
        sampling,
        call.passThrough(),
        call.maxOutputTokens(),
        call.deadline(),
        call.timeout(),
        call.traceparent());
  }

  private static ModelCall bounded(
      ModelCall call,
      Map<String, String> passThrough,
      int maxOutputTokens,
      Instant deadline,
      @Nullable Duration timeout) {
    return new ModelCall(
        call.attemptId(),
        call.callId(),
        call.model(),
        call.messages(),
        call.tools(),
        call.responseFormat(),
        call.sampling(),
        passThrough,
        maxOutputTokens,
        deadline,
        timeout,
        call.traceparent());
  }
}
