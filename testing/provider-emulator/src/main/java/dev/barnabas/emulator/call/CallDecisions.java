package dev.barnabas.emulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultModels;
import dev.barnabas.emulator.fault.FaultRules;
import dev.barnabas.emulator.fault.Latency;
import dev.barnabas.emulator.generation.Digest;
import dev.barnabas.emulator.generation.ModelProfile;
import dev.barnabas.emulator.generation.Prompt;
import dev.barnabas.emulator.generation.TokenCounter;
import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.http.HttpRequest;
import dev.barnabas.emulator.http.HttpRequest.BodyState;
import dev.barnabas.emulator.ledger.CallReceived;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decides about a call in the order a provider does: size, method and path, key, fault that
 * refuses, validation, model, context, and then the answer. Thread-safe.
 */
public final class CallDecisions {

  /** A received call with all that deciding needs. */
  record Call(
      CallReceived received,
      Route route,
      ProviderApi api,
      HttpRequest request,
      JsonNode body,
      String callToken) {
    String model() {
      String model = received.model();
      return model == null ? "" : model;
    }
  }

  private final FaultRules rules;
  private final Latency defaultLatency;
  private final long seed;
  private final ModelLists modelLists = new ModelLists();
  private final Flakiness flakiness = new Flakiness();

  /**
   * Decides by these rules.
   *
   * @param defaultLatency for models without one of their own
   * @param seed of latencies and probabilities
   */
  public CallDecisions(FaultRules rules, Latency defaultLatency, long seed) {
    this.rules = rules;
    this.defaultLatency = defaultLatency;
    this.seed = seed;
  }

  ReplyPlan decide(Call call) {
    Optional<ProviderError> refused = refusedAtTheDoor(call);
    if (refused.isPresent()) {
      return refuse(call, refused.get(), HttpHeaders.none(), FaultKind.NONE);
    }
    return switch (call.route().endpoint()) {
      case CHAT_COMPLETIONS, MESSAGES -> decideInference(call);
      case MODELS -> modelLists.all(call.api());
      case MODEL -> modelLists.one(call.api(), call.route().argument(), requestId(call));
      case COUNT_TOKENS -> countTokens(call);
      case UNKNOWN -> throw new IllegalStateException("an unknown path is refused at the door");
    };
  }

  private static Optional<ProviderError> refusedAtTheDoor(Call call) {
    Optional<ErrorKind> kind = Optional.empty();
    String key = call.api().apiKey(call.request().headers());
    if (call.request().bodyState() == BodyState.TOO_LARGE) {
      kind = Optional.of(ErrorKind.TOO_LARGE);
    } else if (call.request().bodyState() == BodyState.CUT_OFF) {
      kind = Optional.of(ErrorKind.INVALID_REQUEST);
    } else if (call.route().endpoint() == Route.Endpoint.UNKNOWN) {
      kind = Optional.of(ErrorKind.PATH_NOT_FOUND);
    } else if (!call.request().method().equals(method(call.route().endpoint()))) {
      kind = Optional.of(ErrorKind.METHOD_NOT_ALLOWED);
    } else if (key.isEmpty() || key.equals("invalid")) {
      kind = Optional.of(ErrorKind.UNAUTHENTICATED);
    }
    return kind.map(k -> ProviderError.of(k, Refusals.message(k, call.model())));
  }

  private static String method(Route.Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT_COMPLETIONS, MESSAGES, COUNT_TOKENS -> "POST";
      case MODELS, MODEL, UNKNOWN -> "GET";
    };
  }

  private ReplyPlan decideInference(Call call) {
    var random = new SplittableRandom(seed ^ (call.received().callSeq() * 0x9E3779B97F4A7C15L));
    FaultRules.Verdict verdict = rules.decide(call.route().provider(), call.model(), random);
    Fault fault =
        verdict.rule() == null
            ? FaultModels.of(call.model()).orElseGet(Fault::none)
            : verdict.rule().fault();
    if (fault.kind() == FaultKind.RESET_EARLY) {
      return ReplyPlanner.resetEarly();
    }
    Optional<Refusals.Refusal> refusal =
        fault.kind() == FaultKind.FLAKY ? Optional.empty() : refusal(call, fault);
    if (refusal.isPresent()) {
      Latency own = verdict.latency();
      Duration delay = own == null ? Duration.ZERO : own.sample(random);
      return late(
          refuse(call, refusal.get().error(), refusal.get().headers(), fault.kind()), delay);
    }
    return switch (call.api().read(call.body())) {
      case PromptReading.Invalid(var error) ->
          refuse(call, error, HttpHeaders.none(), FaultKind.NONE);
      case PromptReading.Valid(var prompt) -> answer(call, prompt, fault, verdict, random);
    };
  }

  private ReplyPlan answer(
      Call call, Prompt prompt, Fault fault, FaultRules.Verdict verdict, SplittableRandom random) {
    Optional<ModelProfile> profile = ModelProfile.of(prompt.model());
    if (profile.isEmpty()) {
      return refuse(
          call, error(ErrorKind.MODEL_NOT_FOUND, call), HttpHeaders.none(), FaultKind.NONE);
    }
    if (tooLong(prompt, profile.get())) {
      return refuse(
          call, error(ErrorKind.CONTEXT_LENGTH, call), HttpHeaders.none(), FaultKind.NONE);
    }
    if (fault.kind() == FaultKind.FLAKY && fails(call, prompt, fault)) {
      return refuse(call, error(ErrorKind.UNAVAILABLE, call), HttpHeaders.none(), fault.kind());
    }
    return ReplyPlanner.answer(
        new ReplyPlanner.Call(
            call.api(),
            prompt,
            profile.get(),
            fault,
            verdict.rule(),
            latency(verdict, profile.get()).sample(random),
            call.received().receivedAt(),
            call.callToken()));
  }

  private Latency latency(FaultRules.Verdict verdict, ModelProfile profile) {
    Latency fromRule = verdict.latency();
    if (fromRule != null) {
      return fromRule;
    }
    Latency own = profile.latency();
    return own == null ? defaultLatency : own;
  }

  private static boolean tooLong(Prompt prompt, ModelProfile profile) {
    Integer most = prompt.maxTokens();
    long wanted = (long) TokenCounter.ofPrompt(prompt) + (most == null ? 1 : most);
    return wanted > profile.contextTokens();
  }

  private boolean fails(Call call, Prompt prompt, Fault fault) {
    String key = call.route().provider() + "/" + prompt.model() + "/" + prompt.messages();
    return flakiness.failsAgain(Digest.of(key), fault.failuresOrDefault());
  }

  private static ReplyPlan countTokens(Call call) {
    JsonNode body = call.body();
    if (body.isObject() && !body.has("max_tokens")) {
      body = ((ObjectNode) body.deepCopy()).put("max_tokens", 1); // not asked for here
    }
    return switch (call.api().read(body)) {
      case PromptReading.Invalid(var error) ->
          refuse(call, error, HttpHeaders.none(), FaultKind.NONE);
      case PromptReading.Valid(var prompt) ->
          ModelLists.plain("{\"input_tokens\":" + TokenCounter.ofPrompt(prompt) + "}");
    };
  }

  private static Optional<Refusals.Refusal> refusal(Call call, Fault fault) {
    return Refusals.of(fault, call.model(), call.received().receivedAt());
  }

  private static ProviderError error(ErrorKind kind, Call call) {
    return ProviderError.of(kind, Refusals.message(kind, call.model()));
  }

  private static ReplyPlan refuse(
      Call call, ProviderError error, HttpHeaders headers, FaultKind fault) {
    return ReplyPlanner.refuse(call.api(), error, headers, requestId(call), fault.wireName());
  }

  private static ReplyPlan late(ReplyPlan plan, Duration delay) {
    return new ReplyPlan(
        plan.status(),
        plan.headers(),
        plan.body(),
        plan.delivery(),
        delay,
        plan.billed(),
        plan.usage(),
        plan.fault(),
        plan.rateLimited());
  }

  private static String requestId(Call call) {
    return call.api().requestId(call.callToken());
  }
}
