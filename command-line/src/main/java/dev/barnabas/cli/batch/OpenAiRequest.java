package dev.barnabas.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Batch input as our own request: {@code custom_id} is the correlation id; the tenant
 * comes from {@code body.metadata.tenant} (also {@code tenant_id}, {@code tenantId}) or from the
 * caller; other metadata become tags; parameters without a field of ours are passed through.
 */
final class OpenAiRequest {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "max_tokens", "maxTokens",
          "max_completion_tokens", "maxTokens",
          "temperature", "temperature",
          "top_p", "topP",
          "seed", "seed");
  private static final Set<String> ELSEWHERE =
      Set.of("model", "messages", "tools", "response_format", "metadata", "user", "stop", "stream");
  private static final Set<String> TENANT = Set.of("tenant", "tenant_id", "tenantId");

  private OpenAiRequest() {}

  static ObjectNode toOwn(ObjectNode line, @Nullable String tenant) {
    String id = text(line, "custom_id");
    if (!line.path("method").asText("POST").equals("POST")) {
      throw new BadLineException("/method: must be POST");
    }
    if (!line.path("url").asText("/v1/chat/completions").equals("/v1/chat/completions")) {
      throw new BadLineException("/url: must be /v1/chat/completions");
    }
    if (!(line.path("body") instanceof ObjectNode body)) {
      throw new BadLineException("/body: must be an object");
    }
    if (body.path("stream").asBoolean()) {
      throw new BadLineException("/body/stream: answers come as one record");
    }
    ObjectNode own = line.objectNode().put("modelId", text(body, "model"));
    messages(body.path("messages"), own.putArray("messages"));
    parameters(body, own.putObject("parameters"));
    tools(body.path("tools"), own.putArray("tools"));
    format(body.path("response_format"), own);
    metadata(body, id, tenant, own);
    return own;
  }

  private static String text(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new BadLineException("/" + field + ": must be a text");
    }
    return value.textValue();
  }

  private static void messages(JsonNode from, ArrayNode to) {
    if (!from.isArray()) {
      throw new BadLineException("/body/messages: must be a list");
    }
    for (JsonNode message : from) {
      ObjectNode own = to.addObject();
      own.set("role", message.path("role"));
      copy(message, "name", own, "name");
      copy(message, "tool_call_id", own, "toolCallId");
      if (message.path("content").isArray()) {
        parts(message.path("content"), own.putArray("content"));
      } else {
        copy(message, "content", own, "content");
      }
      for (JsonNode call : message.path("tool_calls")) {
        ObjectNode ownCall = own.withArray("toolCalls").addObject();
        copy(call, "id", ownCall, "id");
        copy(call.path("function"), "name", ownCall, "name");
        copy(call.path("function"), "arguments", ownCall, "arguments");
      }
    }
  }

  private static void parts(JsonNode from, ArrayNode to) {
    for (JsonNode part : from) {
      ObjectNode own = to.addObject();
      if (part.path("type").asText().equals("image_url")) {
        own.put("type", "image");
        copy(part.path("image_url"), "url", own, "dataRef");
      } else {
        copy(part, "type", own, "type");
        copy(part, "text", own, "text");
      }
    }
  }

  private static void parameters(ObjectNode body, ObjectNode own) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String name = field.getKey();
      if (!ELSEWHERE.contains(name) && !field.getValue().isNull()) {
        own.set(PARAMETERS.getOrDefault(name, name), field.getValue());
      }
    }
    JsonNode stop = body.path("stop");
    if (stop.isTextual()) {
      own.putArray("stop").add(stop);
    } else if (stop.isArray()) {
      own.set("stop", stop);
    }
  }

  private static void tools(JsonNode from, ArrayNode to) {
    for (JsonNode tool : from) {
      JsonNode function = tool.path("function");
      ObjectNode own = to.addObject();
      copy(function, "name", own, "name");
      copy(function, "description", own, "description");
      copy(function, "parameters", own, "parametersSchema");
    }
  }

  private static void format(JsonNode from, ObjectNode own) {
    if (from.isObject()) {
      JsonNode schema = from.path("json_schema");
      ObjectNode format = own.putObject("responseFormat");
      copy(from, "type", format, "type");
      copy(schema, "name", format, "schemaName");
      copy(schema, "schema", format, "schemaText");
      copy(schema, "strict", format, "strict");
    }
  }

  private static void metadata(
      ObjectNode body, String id, @Nullable String tenant, ObjectNode own) {
    ObjectNode metadata = own.putObject("metadata").put("correlationId", id);
    copy(body, "user", metadata, "userId");
    if (tenant != null) {
      metadata.put("tenantId", tenant);
    }
    for (Map.Entry<String, JsonNode> field : body.path("metadata").properties()) {
      if (TENANT.contains(field.getKey())) {
        metadata.set("tenantId", field.getValue());
      } else {
        own.withObject("/tags").put(field.getKey(), field.getValue().asText());
      }
    }
    if (!metadata.hasNonNull("tenantId")) {
      throw new BadLineException("/body/metadata/tenant: give it, or --tenant");
    }
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    if (from.hasNonNull(field)) {
      to.set(name, from.path(field));
    }
  }
}
