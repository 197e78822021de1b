package dev.barnabas.adapter.simulated;

import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes prose that shows what was read: the last user's words and every placeholder. */
final class AnswerText {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Z][A-Z0-9_]*_\\d+>");
  private static final int MAX_ECHO = 400;
  private static final List<String> WORDS =
      List.of("lamp", "path", "seal", "note", "gate", "bell", "inn", "sleigh", "desk", "frost");

  private final int leastTokens;

  AnswerText(int leastTokens) {
    this.leastTokens = leastTokens;
  }

  String prose(ModelCall call) {
    StringBuilder text = new StringBuilder("You wrote: ").append(echo(call));
    Set<String> others = placeholders(call);
    others.removeIf(placeholder -> text.indexOf(placeholder) >= 0);
    if (!others.isEmpty()) {
      text.append(" Also read: ").append(String.join(", ", others)).append('.');
    }
    int least = SimulatedModel.answerTokens(call.model()).orElse(leastTokens);
    SplittableRandom random = new SplittableRandom(Seed.of(call));
    text.append(" My answer:");
    while (TokenCounter.ofText(text.toString()) < least) {
      text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.append('.').toString();
  }

  /** The placeholders alone, or the beginning of the prompt if it has none: for strings in JSON. */
  String brief(ModelCall call) {
    Set<String> placeholders = placeholders(call);
    return placeholders.isEmpty()
        ? TokenCounter.cut(echo(call), 8)
        : String.join(" ", placeholders);
  }

  private static String echo(ModelCall call) {
    String said =
        call.messages().reversed().stream()
            .filter(message -> message.role() == Role.USER)
            .map(Message::text)
            .findFirst()
            .orElse("");
    return said.codePointCount(0, said.length()) <= MAX_ECHO
        ? said
        : said.substring(0, said.offsetByCodePoints(0, MAX_ECHO));
  }

  private static Set<String> placeholders(ModelCall call) {
    return call.messages().stream()
        .flatMap(message -> PLACEHOLDER.matcher(message.text()).results())
        .map(match -> match.group())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
