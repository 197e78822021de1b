package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.Original;
import dev.barnabas.pricing.PromptSize;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How large a request is for a bound on its tokens. Pure. */
final class PromptSizes {
  private PromptSizes() {}

  /**
   * The size. Each part of a message and each tool call in it is framed like a message, and a
   * schema of the answer like a tool. Media count by the piece: what stands for them, an address or
   * their bytes as text, is not read as text.
   */
  static PromptSize of(Original content) {
    AtomicLong bytes = new AtomicLong();
    ContentWalk.walk(
        content,
        (role, json, text) -> {
          bytes.addAndGet(json ? PromptSize.jsonBytes(text) : PromptSize.textBytes(text));
          return text;
        });
    List<ChatMessage> messages = content.messages();
    List<ChatMessage.Part> media =
        messages.stream()
            .flatMap(m -> m.parts().stream())
            .filter(part -> !part.type().equals("text"))
            .toList();
    int images = (int) media.stream().filter(part -> part.type().equals("image")).count();
    return new PromptSize(
        bytes.get() - media.stream().mapToLong(PromptSizes::reference).sum(),
        messages.stream().mapToInt(m -> 1 + m.parts().size() + m.toolCalls().size()).sum(),
        content.tools().size() + (hasSchema(content) ? 1 : 0),
        images,
        media.size() - images);
  }

  private static boolean hasSchema(Original content) {
    AnswerFormat format = content.answerFormat();
    return format != null && format.schemaText() != null;
  }

  private static long reference(ChatMessage.Part media) {
    String address = media.dataRef();
    return address == null ? 0 : PromptSize.textBytes(address);
  }
}
