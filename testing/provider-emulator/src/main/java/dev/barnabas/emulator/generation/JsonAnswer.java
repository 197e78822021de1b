package dev.barnabas.emulator.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON object answered when any will do. */
final class JsonAnswer {
  private JsonAnswer() {}

  static String of(Prompt prompt, String seed) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("answer", AnswerWriter.shortEcho(prompt));
    answer.put("seed", seed.substring(0, 8));
    answer.put("words", prompt.lastUserText().split("\\s+", -1).length);
    return answer.toString();
  }
}
