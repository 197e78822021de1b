package dev.barnabas.emulator.generation;

import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.generation.ModelProfile.Trait;
import dev.barnabas.emulator.ledger.TokenUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Generates the answer of a call. Pure: the same prompt, model and fault give the same text and the
 * same usage.
 */
public final class Generator {
  private static final String VERSION = "2026-11-01";
  private static final String NEXT_VERSION = "2026-12-01";

  private static final int TIMES_THE_CAP = 8;

  /** Keeps what a fault generates small enough for a test's memory. */
  private static final int MOST_IGNORED_TOKENS = 20_000;

  private static final Set<FaultKind> CHANGES_CONTENT =
      EnumSet.of(FaultKind.CUT_OFF, FaultKind.CONTENT_FILTER, FaultKind.CONTRACT_VIOLATION);

  private Generator() {}

  /**
   * Generates an answer and its usage.
   *
   * @param fault the fault the call meets; only those of the content matter here
   * @param callToken hex digits of this call alone
   */
  public static Generation generate(
      Prompt prompt, ModelProfile profile, FaultKind fault, Instant now, String callToken) {
    String seed = Digest.ofPrompt(prompt);
    var choices = new ArrayList<Choice>();
    long output = 0;
    for (int i = 0; i < prompt.choices(); i++) {
      String choiceSeed = i == 0 ? seed : Digest.of(seed + i);
      Choice choice = choice(prompt, profile, fault, choiceSeed);
      choices.add(choice);
      output += TokenCounter.ofAnswer(choice.text(), choice.toolCalls());
    }
    String version = fault == FaultKind.NEW_MODEL_VERSION ? NEXT_VERSION : VERSION;
    return new Generation(
        prompt.model() + "-" + version,
        now,
        seed,
        callToken,
        choices,
        usage(prompt, profile, output));
  }

  private static TokenUsage usage(Prompt prompt, ModelProfile profile, long visibleOutput) {
    int input = TokenCounter.ofPrompt(prompt);
    long reasoning = (long) profile.reasoningTokens() * prompt.choices();
    int cached = profile.has(Trait.CACHED_PROMPT) ? input / 2 : 0;
    return new TokenUsage(input, visibleOutput + reasoning, cached, reasoning);
  }

  private static Choice choice(Prompt prompt, ModelProfile profile, FaultKind fault, String seed) {
    if (fault == FaultKind.REFUSAL) {
      String words = "I cannot help with that request.";
      return new Choice(words, List.of(), FinishReason.REFUSAL, null);
    }
    Optional<Tool> tool = toolToCall(prompt);
    if (tool.isPresent() && !CHANGES_CONTENT.contains(fault)) {
      return toolChoice(prompt, tool.get());
    }
    String text =
        fault == FaultKind.CONTRACT_VIOLATION ? broken(prompt) : text(prompt, profile, seed);
    return switch (fault) {
      case CUT_OFF -> new Choice(half(text), List.of(), FinishReason.LENGTH, null);
      case CONTENT_FILTER -> new Choice(half(text), List.of(), FinishReason.CONTENT_FILTER, null);
      case IGNORES_CAP -> new Choice(unbounded(prompt, text), List.of(), FinishReason.STOP, null);
      default -> bounded(prompt, profile, text);
    };
  }

  private static String text(Prompt prompt, ModelProfile profile, String seed) {
    return switch (prompt.format()) {
      case AnswerFormat.Structured(var schema) ->
          new SchemaSampler(schema, AnswerWriter.shortEcho(prompt), seed).sample().toString();
      case AnswerFormat.AnyJsonObject() -> JsonAnswer.of(prompt, seed);
      case AnswerFormat.Text() when profile.has(Trait.ANSWERS_JSON) -> JsonAnswer.of(prompt, seed);
      case AnswerFormat.Text() -> AnswerWriter.prose(prompt, profile, seed);
    };
  }

  /** Nothing at all for prose, a value of the wrong type for JSON. */
  private static String broken(Prompt prompt) {
    return prompt.format() instanceof AnswerFormat.Text ? "" : "[\"contract-violation\"]";
  }

  /** The text over and over, as long as eight times the allowed tokens. */
  private static String unbounded(Prompt prompt, String text) {
    Integer allowed = prompt.maxTokens();
    int most = Math.min(allowed == null ? 1 : allowed, MOST_IGNORED_TOKENS) * TIMES_THE_CAP;
    return text.repeat(1 + most / Math.max(1, TokenCounter.ofText(text)));
  }

  private static String half(String text) {
    return TokenCounter.cut(text, Math.max(1, TokenCounter.ofText(text) / 2));
  }

  /** Cuts at the first stop sequence, then at the token limit, as providers do. */
  private static Choice bounded(Prompt prompt, ModelProfile profile, String text) {
    Optional<String> stop =
        prompt.stop().stream().filter(text::contains).min(Comparator.comparingInt(text::indexOf));
    String stopped = stop.map(s -> text.substring(0, text.indexOf(s))).orElse(text);
    int room = room(prompt, profile);
    if (TokenCounter.ofText(stopped) > room) {
      return new Choice(TokenCounter.cut(stopped, room), List.of(), FinishReason.LENGTH, null);
    }
    FinishReason finish = stop.isPresent() ? FinishReason.STOP_SEQUENCE : FinishReason.STOP;
    return new Choice(stopped, List.of(), finish, stop.orElse(null));
  }

  private static int room(Prompt prompt, ModelProfile profile) {
    int context = Math.max(1, profile.contextTokens() - TokenCounter.ofPrompt(prompt));
    Integer most = prompt.maxTokens();
    int asked = most == null ? context : Math.min(context, most);
    return Math.max(0, asked - profile.reasoningTokens());
  }

  private static Choice toolChoice(Prompt prompt, Tool tool) {
    String echo = AnswerWriter.shortEcho(prompt);
    String seed = Digest.ofPrompt(prompt);
    String arguments = new SchemaSampler(tool.schema(), echo, seed).sample().toString();
    var call = new ToolCall(tool.name(), arguments);
    return new Choice("", List.of(call), FinishReason.TOOL_CALLS, null);
  }

  private static Optional<Tool> toolToCall(Prompt prompt) {
    return switch (prompt.toolChoice()) {
      case ToolChoice.Never() -> Optional.empty();
      case ToolChoice.Required() -> prompt.tools().stream().findFirst();
      case ToolChoice.Named(var name) -> named(prompt, name);
      case ToolChoice.Auto() -> askedFor(prompt);
    };
  }

  private static Optional<Tool> named(Prompt prompt, String name) {
    return prompt.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  /** The tool a user's last message names; none once a tool has answered. */
  private static Optional<Tool> askedFor(Prompt prompt) {
    boolean user =
        !prompt.messages().isEmpty() && prompt.messages().getLast().role().equals("user");
    String text = prompt.lastUserText();
    return prompt.tools().stream().filter(tool -> user && text.contains(tool.name())).findFirst();
  }
}
