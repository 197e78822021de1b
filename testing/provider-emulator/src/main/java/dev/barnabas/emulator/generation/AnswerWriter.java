package dev.barnabas.emulator.generation;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes prose that shows what the model read: the last user message and every placeholder. */
final class AnswerWriter {
  /** Numbered placeholders such as {@code <EMAIL_1>}, as redacting gateways send them. */
  private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Z][A-Z_]*_\\d+>");

  private static final int MAX_ECHO = 1_000;
  private static final List<String> WORDS =
      List.of(
          "the",
          "castle",
          "messenger",
          "carries",
          "letter",
          "village",
          "office",
          "answer",
          "waits",
          "file",
          "clerk",
          "winter",
          "road",
          "lantern",
          "speaks",
          "quietly",
          "morning",
          "bridge",
          "snow",
          "register",
          "counts",
          "each",
          "word",
          "once");

  private AnswerWriter() {}

  static String prose(Prompt prompt, ModelProfile profile, String seed) {
    if (profile.has(ModelProfile.Trait.EXACT_LENGTH)) {
      return exactly(profile.answerTokens(), seed);
    }
    String echo = beginning(prompt.lastUserText());
    var text = new StringBuilder("You wrote: ").append(echo);
    Set<String> unseen = placeholders(prompt);
    unseen.removeIf(echo::contains);
    if (!unseen.isEmpty()) {
      text.append(" Also read: ").append(String.join(", ", unseen)).append('.');
    }
    text.append(" My answer, ").append(seed, 0, 8).append(", is this:");
    fill(text, profile.answerTokens(), seed);
    return text.append('.').toString();
  }

  /** A short text that echoes the prompt, for strings inside JSON. */
  static String shortEcho(Prompt prompt) {
    Set<String> seen = placeholders(prompt);
    String echo = beginning(prompt.lastUserText());
    seen.removeIf(echo::contains);
    return seen.isEmpty() ? echo : echo + " " + String.join(" ", seen);
  }

  static Set<String> placeholders(Prompt prompt) {
    var found = new LinkedHashSet<String>();
    for (PromptMessage message : prompt.messages()) {
      Matcher matcher = PLACEHOLDER.matcher(message.text());
      while (matcher.find()) {
        found.add(matcher.group());
      }
    }
    return found;
  }

  private static String beginning(String text) {
    int codePoints = text.codePointCount(0, text.length());
    return codePoints <= MAX_ECHO ? text : text.substring(0, text.offsetByCodePoints(0, MAX_ECHO));
  }

  private static String exactly(int tokens, String seed) {
    var text = new StringBuilder();
    fill(text, tokens + 3, seed);
    return TokenCounter.cut(text.toString().strip(), tokens);
  }

  private static void fill(StringBuilder text, int tokens, String seed) {
    var random = new SplittableRandom(Long.parseUnsignedLong(seed.substring(0, 16), 16));
    int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
    while (bytes < tokens * TokenCounter.BYTES_PER_TOKEN) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      text.append(' ').append(word);
      bytes += 1 + word.length();
    }
  }
}
