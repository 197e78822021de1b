package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.FunctionDefinition;
import dev.barnabas.broker.request.Original;
import dev.barnabas.broker.request.Sampling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Visits every text of a request that a client chose, in one fixed order, and rebuilds the request
 * from what the visitor gives back. Visiting twice visits the same texts in the same order.
 */
final class ContentWalk {

  /** Sees a text and says what takes its place. */
  interface Visitor {
    /**
     * Sees one text.
     *
     * @param role who speaks
     * @param json whether the text is JSON
     * @param text the text
     */
    String visit(String role, boolean json, String text);
  }

  private ContentWalk() {}

  static Original walk(Original original, Visitor visitor) {
    List<ChatMessage> messages =
        original.messages().stream().map(m -> message(m, visitor)).toList();
    List<FunctionDefinition> tools = original.tools().stream().map(t -> tool(t, visitor)).toList();
    AnswerFormat format = original.answerFormat();
    AnswerFormat nextFormat =
        format == null
            ? null
            : new AnswerFormat(
                format.type(),
                visit("developer", false, format.schemaName(), visitor),
                visit("developer", true, format.schemaText(), visitor),
                format.strict());
    return new Original(messages, tools, nextFormat, sampling(original.sampling(), visitor));
  }

  private static ChatMessage message(ChatMessage m, Visitor visitor) {
    String role = m.role();
    return new ChatMessage(
        role,
        visit(role, false, m.content(), visitor),
        m.parts().stream().map(p -> part(role, p, visitor)).toList(),
        visit(role, false, m.name(), visitor),
        m.toolCalls().stream().map(c -> call(role, c, visitor)).toList(),
        visit(role, false, m.toolCallId(), visitor));
  }

  private static ChatMessage.Part part(String role, ChatMessage.Part part, Visitor visitor) {
    return new ChatMessage.Part(
        part.type(),
        visit(role, false, part.text(), visitor),
        visit(role, false, part.dataRef(), visitor),
        visit(role, false, part.mediaType(), visitor));
  }

  private static FunctionCall call(String role, FunctionCall call, Visitor visitor) {
    return new FunctionCall(
        visitor.visit(role, false, call.id()),
        visitor.visit(role, false, call.name()),
        visitor.visit(role, true, call.arguments()));
  }

  private static FunctionDefinition tool(FunctionDefinition tool, Visitor visitor) {
    return new FunctionDefinition(
        visitor.visit("developer", false, tool.name()),
        visit("developer", false, tool.description(), visitor),
        visitor.visit("developer", true, tool.parametersSchema()));
  }

  private static Sampling sampling(Sampling sampling, Visitor visitor) {
    Map<String, String> passThrough = new LinkedHashMap<>();
    new TreeMap<>(sampling.passThrough())
        .forEach((name, json) -> passThrough.put(name, visitor.visit("user", true, json)));
    return new Sampling(
        sampling.maxTokens(),
        sampling.temperature(),
        sampling.topP(),
        sampling.stop().stream().map(s -> visitor.visit("user", false, s)).toList(),
        sampling.seed(),
        passThrough);
  }

  private static @Nullable String visit(
      String role, boolean json, @Nullable String text, Visitor visitor) {
    return text == null ? null : visitor.visit(role, json, text);
  }
}
