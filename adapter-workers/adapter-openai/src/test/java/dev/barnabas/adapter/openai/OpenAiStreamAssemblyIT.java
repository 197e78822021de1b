package dev.barnabas.adapter.openai;

import dev.barnabas.adapter.testkit.RecordedStream;
import dev.barnabas.adapter.testkit.StreamTruncations;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class OpenAiStreamAssemblyIT {
  private static final String REQUEST =
      """
      {"model":"%s","max_tokens":12,"stream":true,\
      "stream_options":{"include_usage":true},\
      "messages":[{"role":"user","content":"%s"}]%s}\
      """;
  private static final String TOOLS =
      """
      ,"tools":[{"type":"function","function":{"name":"weather",\
      "parameters":{"type":"object",\
      "properties":{"town":{"type":"string"}},"required":["town"]}}}]\
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
    byte[] stream = RecordedStream.of("/v1/chat/completions", request);
    StreamTruncations.check(stream, "[DONE]", OpenAiStreamAssembly::new);
  }
}
