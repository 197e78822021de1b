package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Role;
import dev.barnabas.schemas.ContentPart;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.schemas.ToolDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemCallsTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void carriesEverythingThatTheItemAsksFor() {
    ModelCall call =
        ItemCalls.of(
                WorkBench.item()
                    .setMessages(
                        List.of(
                            Message.newBuilder().setRole("system").setContent("be brief").build(),
                            Message.newBuilder()
                                .setRole("assistant")
                                .setToolCalls(List.of(new ToolCall("t1", "find", "{}")))
                                .build(),
                            Message.newBuilder()
                                .setRole("tool")
                                .setToolCallId("t1")
                                .setContent("found")
                                .build(),
                            Message.newBuilder()
                                .setRole("user")
                                .setParts(
                                    List.of(
                                        new ContentPart("text", "see", null, null),
                                        new ContentPart(
                                            "image", null, "https://x/i.png", "image/png")))
                                .build()))
                    .setTools(List.of(new ToolDefinition("find", "finds", "{}")))
                    .setResponseFormat(
                        dev.barnabas.schemas.ResponseFormat.newBuilder()
                            .setType("json_schema")
                            .setSchemaName("reply")
                            .setSchemaText("{}")
                            .build())
                    .setTemperature(0.5)
                    .setStop(List.of("END"))
                    .setSeed(7L)
                    .setPassThrough(Map.of("top_k", "3"))
                    .setTraceparent(TRACE)
                    .build())
            .orElseThrow();

    assertThat(call.messages())
        .extracting(message -> message.role())
        .containsExactly(Role.SYSTEM, Role.ASSISTANT, Role.TOOL, Role.USER);
    assertThat(call.messages().get(1).toolCalls()).hasSize(1);
    assertThat(call.messages().get(3).parts()).hasSize(2);
    assertThat(call.tools()).hasSize(1);
    assertThat(call.responseFormat()).isEqualTo(new ResponseFormat.Schema("reply", "{}", true));
    assertThat(call.sampling().temperature()).isEqualTo(0.5);
    assertThat(call.sampling().stop()).containsExactly("END");
    assertThat(call.sampling().seed()).isEqualTo(7);
    assertThat(call.passThrough()).containsExactly(Map.entry("top_k", "3"));
    assertThat(call.maxOutputTokens()).isEqualTo(100);
    assertThat(call.traceparent()).isEqualTo(TRACE);
  }

  @Test
  void leavesOutATraceThatIsNone() {
    assertThat(
            ItemCalls.of(WorkBench.item().setTraceparent("jane@example.com").build())
                .orElseThrow()
                .traceparent())
        .isNull();
  }

  @Test
  void refusesWhatNoCallCanBe() {
    assertThat(ItemCalls.of(WorkBench.item().setMessages(List.of()).build())).isEmpty();
    assertThat(ItemCalls.of(WorkBench.item().setMaxOutputTokens(0).build())).isEmpty();
    assertThat(ItemCalls.of(WorkBench.item().setTemperature(3.0).build())).isEmpty();
    assertThat(
            ItemCalls.of(
                WorkBench.item()
                    .setMessages(
                        List.of(
                            Message.newBuilder()
                                .setRole("user")
                                .setParts(List.of(new ContentPart("image", null, null, null)))
                                .build()))
                    .build()))
        .isEmpty();
  }
}
