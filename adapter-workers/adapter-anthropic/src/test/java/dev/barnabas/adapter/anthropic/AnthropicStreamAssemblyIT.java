package dev.barnabas.adapter.anthropic;

import dev.barnabas.adapter.testkit.RecordedStream;
import dev.barnabas.adapter.testkit.StreamTruncations;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class AnthropicStreamAssemblyIT {
  private static final String REQUEST =
      """
      {"model":"%s","max_tokens":12,"stream":true,\
      "messages":[{"role":"user","content":"%s"}]%s}\
      """;
  private static final String TOOLS =
      """
      ,"tools":[{"name":"weather",\
      "input_schema":{"type":"object",\
      "properties":{"town":{"type":"string"}},"required":["town"]}}]\
      """;

  @Test
  void takesNoPieceOfAStreamedTextForAnAnswer() throws IOException, InterruptedException {
    check(REQUEST.formatted("emulator-fast", "Grüße 😀 an alle", ""));
  }

  @Test
  void takesNoPieceOfAStreamedToolCallForAnAnswer() throws IOException, InterruptedException {
    check(REQUEST.formatted("emulator-fast", "weather?", TOOLS));
  }

  private static void check(String request) throws IOException, InterruptedException {
    byte[] stream = RecordedStream.of("/v1/messages", request);
    StreamTruncations.check(stream, "\"message_stop\"}", AnthropicStreamAssembly::new);
  }
}
