package dev.barnabas.emulator.generation;

import dev.barnabas.emulator.fault.FaultModels;
import dev.barnabas.emulator.fault.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a model behaves when nothing goes wrong.
 *
 * @param latency its own; absent for the emulator's default
 * @param answerTokens about how long a prose answer is; a long echo makes it longer
 * @param contextTokens what prompt and answer may have together
 * @param reasoningTokens reasoning billed before each answer
 */
public record ModelProfile(
    String name,
    @Nullable Latency latency,
    int answerTokens,
    int contextTokens,
    int reasoningTokens,
    Set<Trait> traits,
    String description) {

  /** What sets a model apart. */
  public enum Trait {
    /** A prose answer has exactly {@code answerTokens} tokens. */
    EXACT_LENGTH,
    /** Half of the prompt, rounded down, counts as read from the prompt cache. */
    CACHED_PROMPT,
    /** Answers a JSON object without being asked to. */
    ANSWERS_JSON
  }

  private static final int ANSWER = 48;
  private static final int CONTEXT = 128_000;
  private static final Pattern TOKENS = Pattern.compile("emulator-tokens-(\\d{1,5})");
  private static final Latency AT_ONCE = new Latency.Fixed(Duration.ZERO);
  private static final Latency STEADY =
      new Latency.Uniform(Duration.ofMillis(50), Duration.ofMillis(200));
  private static final Latency SLOW = new Latency.LogNormal(Duration.ofSeconds(2), 0.5);

  /** The models with a fixed name of their own. */
  public static final List<ModelProfile> DOCUMENTED =
      List.of(
          plain("emulator-fast", AT_ONCE, "answers at once"),
          plain("emulator-steady", STEADY, "answers in 50 to 200 ms, evenly spread"),
          plain("emulator-slow", SLOW, "log-normal latency, median 2 s, sigma 0.5"),
          profile("emulator-json", ANSWER, CONTEXT, 0, "answers a JSON object", Trait.ANSWERS_JSON),
          profile("emulator-long", 2_000, CONTEXT, 0, "answers of about 2,000 tokens"),
          profile(
              "emulator-reasoning", ANSWER, CONTEXT, 64, "64 reasoning tokens before an answer"),
          profile(
              "emulator-cached",
              ANSWER,
              CONTEXT,
              0,
              "half of the prompt is read from the cache",
              Trait.CACHED_PROMPT),
          profile("emulator-small-context", ANSWER, 512, 0, "a context of 512 tokens"));

  public ModelProfile {
    Objects.requireNonNull(name, "name");
    traits = Set.copyOf(traits);
    Objects.requireNonNull(description, "description");
  }

  /**
   * The model of that name. Any name is a model, except unknown names that begin with {@code
   * emulator-} or {@code fault-}.
   */
  public static Optional<ModelProfile> of(String model) {
    Matcher tokens = TOKENS.matcher(model);
    if (tokens.matches()) {
      int count = Math.max(1, Integer.parseInt(tokens.group(1)));
      return Optional.of(
          profile(model, count, CONTEXT, 0, "exactly N output tokens", Trait.EXACT_LENGTH));
    }
    if (FaultModels.isFaultName(model)) {
      return FaultModels.of(model).map(f -> plain(model, null, f.kind().description()));
    }
    if (model.startsWith("emulator-")) {
      return DOCUMENTED.stream().filter(profile -> profile.name.equals(model)).findFirst();
    }
    return Optional.of(plain(model, null, "the default latency"));
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  private static ModelProfile plain(String name, @Nullable Latency latency, String description) {
    return new ModelProfile(name, latency, ANSWER, CONTEXT, 0, Set.of(), description);
  }

  private static ModelProfile profile(
      String name, int answer, int context, int reasoning, String description, Trait... traits) {
    return new ModelProfile(name, null, answer, context, reasoning, Set.of(traits), description);
  }
}
