package dev.barnabas.emulator.fault;

import java.util.Arrays;
import java.util.Optional;

/** Every fault the emulator can play. The wire name is also the model name after {@code fault-}. */
public enum FaultKind {
  NONE("none", Billing.AS_USUAL, "no fault; for rules that only set latency"),
  RATE_LIMITED_AFTER("429-after", Billing.NEVER, "429 with Retry-After in seconds (default 2)"),
  RATE_LIMITED_DATE("429-date", Billing.NEVER, "429 with Retry-After as an HTTP date"),
  RATE_LIMITED_BARE("429-bare", Billing.NEVER, "429 without Retry-After"),
  RATE_LIMITED_ABSURD("429-absurd", Billing.NEVER, "429 with Retry-After: 1000000000"),
  SPEND_LIMIT("spend-limit", Billing.NEVER, "429 for an exhausted budget; waiting does not help"),
  CREDIT_EXHAUSTED(
      "credit-exhausted", Billing.NEVER, "no prepaid credit: OpenAI 429, Anthropic 400"),
  BAD_REQUEST("400", Billing.NEVER, "400 invalid request"),
  UNAUTHENTICATED("401", Billing.NEVER, "401 invalid API key"),
  FORBIDDEN("403", Billing.NEVER, "403 not permitted"),
  MODEL_NOT_FOUND("404", Billing.NEVER, "404 unknown model"),
  TOO_LARGE("413", Billing.NEVER, "413 request too large"),
  UNPROCESSABLE("422", Billing.NEVER, "422 unprocessable request"),
  SERVER_ERROR("500", Billing.NEVER, "500 server error"),
  BAD_GATEWAY("502", Billing.NEVER, "502 with an HTML body, as a proxy in between sends it"),
  UNAVAILABLE("503", Billing.NEVER, "503 unavailable"),
  GATEWAY_TIMEOUT("504", Billing.NEVER, "504 timed out"),
  OVERLOADED("529", Billing.NEVER, "529 overloaded"),
  CONTEXT_LENGTH("context-length", Billing.NEVER, "400 the prompt is longer than the context"),
  FLAKY("flaky", Billing.AS_USUAL, "503 the first N times per prompt (default 2), then an answer"),
  RESET_EARLY("reset-early", Billing.NEVER, "connection reset before anything is generated"),
  CONTENT_FILTER("content-filter", Billing.AS_USUAL, "the answer is stopped by the content filter"),
  REFUSAL("refusal", Billing.AS_USUAL, "the model refuses to answer"),
  CUT_OFF("cut-off", Billing.AS_USUAL, "the answer stops at the token limit"),
  CONTRACT_VIOLATION("contract-violation", Billing.AS_USUAL, "content other than was asked for"),
  ENVELOPE_VIOLATION("envelope-violation", Billing.AS_USUAL, "JSON that is not the provider's"),
  NO_USAGE("no-usage", Billing.AS_USUAL, "an answer without its usage"),
  NEW_MODEL_VERSION("new-model-version", Billing.AS_USUAL, "another model version answers"),
  HANG("hang", Billing.AS_USUAL, "no byte of an answer until the client goes"),
  HOLD("hold", Billing.AS_USUAL, "waits until the rule is removed, then answers"),
  DRIP("drip", Billing.AS_USUAL, "the answer comes a byte at a time (default 1 s apart)"),
  RESET("reset", Billing.AS_USUAL, "connection reset in the middle of the body"),
  TRUNCATED("truncated", Billing.AS_USUAL, "connection closed in the middle of the body"),
  MALFORMED("malformed", Billing.AS_USUAL, "a whole body that is not JSON"),
  EMPTY("empty", Billing.AS_USUAL, "200 with an empty body"),
  WRONG_CONTENT_TYPE("wrong-content-type", Billing.AS_USUAL, "200 with an HTML page"),
  ERROR_AFTER_200("error-after-200", Billing.AS_USUAL, "an error after status 200 was sent"),
  HUGE("huge", Billing.AS_USUAL, "an answer of very many bytes (default 256 MiB)"),
  ENDLESS("endless", Billing.AS_USUAL, "an answer that never ends"),
  STALL("stall", Billing.AS_USUAL, "half an answer, then silence until the client goes"),
  KEEP_ALIVES("keep-alives", Billing.AS_USUAL, "keep-alives and no answer (default 1 s apart)"),
  NO_END("no-end", Billing.AS_USUAL, "a stream that ends in order, without its end marker"),
  UNSTREAMED("unstreamed", Billing.AS_USUAL, "a whole body where a stream was asked for"),
  IGNORES_CAP("ignores-cap", Billing.AS_USUAL, "eight times the tokens that were allowed");

  /** Whether the provider charges for a call that met the fault. */
  public enum Billing {
    /** The call fails before anything is generated. */
    NEVER,
    /** Once generation has started the call is billed, whatever becomes of the answer. */
    AS_USUAL
  }

  private final String wireName;
  private final Billing billing;
  private final String description;

  FaultKind(String wireName, Billing billing, String description) {
    this.wireName = wireName;
    this.billing = billing;
    this.description = description;
  }

  public String wireName() {
    return wireName;
  }

  public Billing billing() {
    return billing;
  }

  public String description() {
    return description;
  }

  public static Optional<FaultKind> named(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
