package dev.barnabas.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.schemas.ContentPart;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.ResponseFormat;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.schemas.ToolDefinition;
import dev.barnabas.topics.JsonFields.Refused;
import dev.barnabas.topics.Parsed.Read;
import dev.barnabas.topics.Parsed.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Requests as JSON: the fields of {@link InferenceRequest} by their names, for records whose header
 * {@code content-type} is {@code application/json}.
 *
 * <p>Beyond the record's own shape: a deadline may be ISO 8601 or milliseconds; a key of {@code
 * parameters} that has no field goes to {@code passThrough} as JSON text; a message's {@code
 * content} may be a text or a list of parts; schemas and arguments may be objects. Unknown keys
 * elsewhere are ignored, as Avro ignores unknown fields. Never throws.
 */
public final class RequestJson {
  /** Deepest nesting accepted. */
  public static final int MAX_DEPTH = 64;

  /** Longest value accepted, in bytes; the topic's own limit is lower. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final List<String> TYPED_PARAMETERS =
      List.of("maxTokens", "temperature", "topP", "stop", "seed", "passThrough");
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_BYTES)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RequestJson() {}

  /** Whether a record's headers say that its value is JSON. */
  public static boolean isJson(Headers headers) {
    Header header = headers.lastHeader("content-type");
    if (header == null || header.value() == null || header.value().length > 100) {
      return false;
    }
    String type = new String(header.value(), StandardCharsets.US_ASCII);
    return type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  /** Reads a request; the position of an unreadable one is a JSON pointer or a byte offset. */
  public static Parsed<InferenceRequest> parse(byte @Nullable [] value) {
    if (value == null) {
      return new Unreadable<>(UnreadableCode.NULL_VALUE, "byte 0");
    }
    if (value.length == 0) {
      return new Unreadable<>(UnreadableCode.EMPTY_VALUE, "byte 0");
    }
    if (value.length > MAX_BYTES) {
      return new Unreadable<>(UnreadableCode.TOO_LARGE, "byte " + MAX_BYTES);
    }
    try {
      return new Read<>(request(JsonFields.of(tree(value), "")));
    } catch (Refused e) {
      return new Unreadable<>(e.code(), e.pointer());
    } catch (JsonProcessingException e) {
      return new Unreadable<>(code(e), position(e));
    } catch (IOException | RuntimeException e) {
      return new Unreadable<>(UnreadableCode.MALFORMED, "");
    } catch (StackOverflowError e) {
      return new Unreadable<>(UnreadableCode.TOO_DEEP, "");
    }
  }

  private static JsonNode tree(byte[] value) throws IOException, Refused {
    JsonNode node = MAPPER.readTree(value);
    if (node == null || node.isMissingNode()) {
      throw new Refused(UnreadableCode.EMPTY_VALUE, "");
    }
    return node;
  }

  private static InferenceRequest request(JsonFields json) throws Refused {
    JsonFields metadata = json.object("metadata");
    return InferenceRequest.newBuilder()
        .setModelId(json.text("modelId"))
        .setPrompt(json.optionalText("prompt"))
        .setMessages(json.objects("messages", RequestJson::message))
        .setParameters(
            json.isPresent("parameters")
                ? parameters(json.object("parameters"))
                : Parameters.newBuilder().build())
        .setTools(json.objects("tools", RequestJson::tool))
        .setResponseFormat(json.optionalObject("responseFormat", RequestJson::format))
        .setMetadata(
            RequestMetadata.newBuilder()
                .setTenantId(metadata.text("tenantId"))
                .setUserId(metadata.optionalText("userId"))
                .setCorrelationId(metadata.text("correlationId"))
                .build())
        .setPriority(json.oneOf("priority", Priority::valueOf, Priority.REALTIME))
        .setDeadline(json.optionalInstant("deadline"))
        .setTtlMs(json.optionalLong("ttlMs"))
        .setClassification(json.optionalText("classification"))
        .setCostCentre(json.optionalText("costCentre"))
        .setTags(json.textMap("tags"))
        .build();
  }

  private static Parameters parameters(JsonFields json) throws Refused {
    Map<String, String> passThrough = json.rest(TYPED_PARAMETERS);
    if (json.isPresent("passThrough")) {
      passThrough.putAll(json.object("passThrough").jsonTexts());
    }
    return Parameters.newBuilder()
        .setMaxTokens(json.optionalInt("maxTokens"))
        .setTemperature(json.optionalDouble("temperature"))
        .setTopP(json.optionalDouble("topP"))
        .setStop(json.texts("stop"))
        .setSeed(json.optionalLong("seed"))
        .setPassThrough(passThrough)
        .build();
  }

  private static Message message(JsonFields json) throws Refused {
    boolean inParts = json.isPresent("content") && !json.isText("content");
    return Message.newBuilder()
        .setRole(json.text("role"))
        .setContent(inParts ? null : json.optionalText("content"))
        .setParts(json.objects(inParts ? "content" : "parts", RequestJson::part))
        .setName(json.optionalText("name"))
        .setToolCalls(json.objects("toolCalls", RequestJson::toolCall))
        .setToolCallId(json.optionalText("toolCallId"))
        .build();
  }

  private static ContentPart part(JsonFields json) throws Refused {
    return ContentPart.newBuilder()
        .setType(json.text("type"))
        .setText(json.optionalText("text"))
        .setDataRef(json.optionalText("dataRef"))
        .setMediaType(json.optionalText("mediaType"))
        .build();
  }

  private static ToolCall toolCall(JsonFields json) throws Refused {
    String arguments = json.optionalJsonText("arguments");
    return ToolCall.newBuilder()
        .setId(json.text("id"))
        .setName(json.text("name"))
        .setArguments(arguments == null ? "{}" : arguments)
        .build();
  }

  private static ToolDefinition tool(JsonFields json) throws Refused {
    String schema = json.optionalJsonText("parametersSchema");
    return ToolDefinition.newBuilder()
        .setName(json.text("name"))
        .setDescription(json.optionalText("description"))
        .setParametersSchema(schema == null ? "{}" : schema)
        .build();
  }

  private static ResponseFormat format(JsonFields json) throws Refused {
    return ResponseFormat.newBuilder()
        .setType(json.text("type"))
        .setSchemaName(json.optionalText("schemaName"))
        .setSchemaText(json.optionalJsonText("schemaText"))
        .setStrict(json.flag("strict", true))
        .build();
  }

  private static UnreadableCode code(JsonProcessingException e) {
    return switch (e) {
      case StreamConstraintsException ignored -> UnreadableCode.TOO_DEEP;
      case JsonEOFException ignored -> UnreadableCode.TRUNCATED;
      case JsonParseException ignored -> UnreadableCode.MALFORMED;
      default -> UnreadableCode.TRAILING_BYTES;
    };
  }

  private static String position(JsonProcessingException e) {
    return e.getLocation() == null ? "" : "byte " + e.getLocation().getByteOffset();
  }
}
