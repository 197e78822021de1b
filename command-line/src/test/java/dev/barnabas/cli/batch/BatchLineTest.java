package dev.barnabas.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.batch.BatchLine.Bad;
import dev.barnabas.cli.batch.BatchLine.Form;
import dev.barnabas.cli.batch.BatchLine.Good;
import dev.barnabas.schemas.InferenceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchLineTest {
  private static final String OPENAI =
      """
      {"custom_id": "c-1", "method": "POST", "url": "/v1/chat/completions", "body": {
        "model": "chat", "max_completion_tokens": 50, "temperature": 0.5, "stop": "END", "seed": 7,
        "logit_bias": {"1": 2}, "user": "u-9", "metadata": {"tenant": "acme", "team": "sales"},
        "messages": [{"role": "system", "content": "Be brief."},
          {"role": "user", "content": [{"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": "https://images.example/1.png"}}]},
          {"role": "assistant", "content": null, "tool_calls": [
            {"id": "t1", "type": "function", "function": {"name": "stock", "arguments": "{\\"a\\":1}"}}]},
          {"role": "tool", "tool_call_id": "t1", "content": "4"}],
        "tools": [{"type": "function", "function": {"name": "stock", "parameters": {"type": "object"}}}],
        "response_format": {"type": "json_schema", "json_schema":
          {"name": "order", "schema": {"type": "object"}, "strict": true}}}}
      """;

  private static InferenceRequest request(String line, String tenant) {
    assertThat(BatchLine.read(1, line, tenant)).isInstanceOf(Good.class);
    return ((Good) BatchLine.read(1, line, tenant)).request();
  }

  @Test
  void readsOpenAisBatchInput() {
    InferenceRequest request = request(OPENAI, "other");

    assertThat(request.getMetadata().getCorrelationId()).isEqualTo("c-1");
    assertThat(request.getMetadata().getTenantId()).isEqualTo("acme");
    assertThat(request.getMetadata().getUserId()).isEqualTo("u-9");
    assertThat(request.getModelId()).isEqualTo("chat");
    assertThat(request.getParameters().getMaxTokens()).isEqualTo(50);
    assertThat(request.getParameters().getStop()).containsExactly("END");
    assertThat(request.getParameters().getSeed()).isEqualTo(7);
    assertThat(request.getParameters().getPassThrough()).containsOnlyKeys("logit_bias");
    assertThat(request.getTags()).containsEntry("team", "sales").doesNotContainKey("tenant");
  }

  @Test
  void readsMessagesToolsAndFormOfOpenAisBatchInput() {
    InferenceRequest request = request(OPENAI, "other");

    assertThat(request.getMessages()).hasSize(4);
    assertThat(request.getMessages().get(1).getParts())
        .extracting(part -> part.getType())
        .containsExactly("text", "image");
    assertThat(request.getMessages().get(2).getToolCalls().getFirst().getArguments())
        .isEqualTo("{\"a\":1}");
    assertThat(request.getMessages().get(3).getToolCallId()).isEqualTo("t1");
    assertThat(request.getTools().getFirst().getParametersSchema())
        .isEqualTo("{\"type\":\"object\"}");
    assertThat(request.getResponseFormat().getSchemaName()).isEqualTo("order");
  }

  @Test
  void takesTheTenantOfTheCallerWhereTheLineNamesNone() {
    String openAi = "{\"custom_id\":\"c\",\"body\":{\"model\":\"m\",\"messages\":[]}}";
    String own = "{\"modelId\":\"m\",\"prompt\":\"p\",\"metadata\":{\"correlationId\":\"c\"}}";

    assertThat(request(openAi, "acme").getMetadata().getTenantId()).isEqualTo("acme");
    assertThat(request(own, "acme").getMetadata().getTenantId()).isEqualTo("acme");
  }

  @Test
  void aLineKnowsItsForm() {
    String own =
        "{\"modelId\":\"m\",\"prompt\":\"p\",\"metadata\":{\"tenantId\":\"t\",\"correlationId\":\"c\"}}";

    assertThat(((Good) BatchLine.read(3, own, null)).form()).isEqualTo(Form.OWN);
    assertThat(((Good) BatchLine.read(3, OPENAI, null)).form()).isEqualTo(Form.OPENAI);
    assertThat(BatchLine.read(3, own, null).number()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":          | not JSON",
        "[1]             | not a JSON object",
        "{\"custom_id\":\"c\"} | /body",
        "{\"body\":{}}   | /custom_id",
        "{\"custom_id\":\"c\",\"body\":{}} | /model",
        "{\"custom_id\":\"c\",\"url\":\"/v1/embeddings\",\"body\":{}} | /url",
        "{\"custom_id\":\"c\",\"method\":\"GET\",\"body\":{}} | /method",
        "{\"custom_id\":\"c\",\"body\":{\"stream\":true}} | /body/stream",
        "{\"custom_id\":\"c\",\"body\":{\"model\":\"m\",\"messages\":[]}} | /body/metadata/tenant",
        "{\"prompt\":\"p\",\"metadata\":{\"correlationId\":\"c\"}} | /metadata/tenantId",
        "{\"prompt\":\"p\",\"metadata\":{\"correlationId\":\"c\",\"tenantId\":\"t\"}} | /modelId",
      })
  void aBadLineNamesTheField(String line, String field) {
    BatchLine read = BatchLine.read(17, line, null);

    assertThat(read).isInstanceOf(Bad.class);
    assertThat(read.number()).isEqualTo(17);
    assertThat(((Bad) read).problem()).startsWith(field);
  }
}
