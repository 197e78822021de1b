package dev.barnabas.cli.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RequestJson;
import org.jspecify.annotations.Nullable;

/** One line of a file of requests. */
public sealed interface BatchLine {

  /** From 1. */
  int number();

  /** In which form a line is, and its answer will be. */
  enum Form {
    /** OpenAI's Batch input: {@code custom_id}, {@code method}, {@code url}, {@code body}. */
    OPENAI,
    /** The fields of {@code InferenceRequest}. */
    OWN
  }

  /**
   * A line that can be submitted.
   *
   * @param number from 1
   * @param form its form
   * @param request what it asks
   * @param json the line itself
   */
  record Good(int number, Form form, InferenceRequest request, JsonNode json) implements BatchLine {
    /** Refuses null. */
    public Good {
      requireNonNull(form, "form");
      requireNonNull(request, "request");
      requireNonNull(json, "json");
    }
  }

  /**
   * A line that cannot.
   *
   * @param number from 1
   * @param problem the field and what is wrong with it; no content
   */
  record Bad(int number, String problem) implements BatchLine {
    /** Refuses null. */
    public Bad {
      requireNonNull(problem, "problem");
    }
  }

  /**
   * Reads a line.
   *
   * @param tenant whose requests these are where the line does not say
   */
  static BatchLine read(int number, String line, @Nullable String tenant) {
    JsonNode json;
    try {
      json = Reader.JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return new Bad(number, "not JSON: " + e.getOriginalMessage());
    }
    if (!(json instanceof ObjectNode fields)) {
      return new Bad(number, "not a JSON object");
    }
    boolean openAi = fields.has("custom_id") || fields.has("body");
    try {
      return request(
          number,
          openAi ? Form.OPENAI : Form.OWN,
          openAi ? OpenAiRequest.toOwn(fields, tenant) : own(fields, tenant),
          fields);
    } catch (BadLineException e) {
      return new Bad(number, e.problem());
    }
  }

  private static BatchLine request(int number, Form form, ObjectNode own, JsonNode line) {
    return switch (RequestJson.parse(own.toString().getBytes(UTF_8))) {
      case Parsed.Read<InferenceRequest>(InferenceRequest request) ->
          new Good(number, form, request, line);
      case Parsed.Unreadable<InferenceRequest>(String code, String position) ->
          new Bad(number, (position.isEmpty() ? "the request" : position) + ": " + code);
      case Parsed.SchemaUnknown<InferenceRequest> _ ->
          throw new IllegalStateException("JSON has no schema id");
    };
  }

  private static ObjectNode own(ObjectNode line, @Nullable String tenant) {
    ObjectNode own = line.deepCopy();
    ObjectNode metadata = own.withObject("/metadata");
    if (tenant != null && !metadata.hasNonNull("tenantId")) {
      metadata.put("tenantId", tenant);
    }
    if (!metadata.hasNonNull("tenantId")) {
      throw new BadLineException("/metadata/tenantId: give it, or --tenant");
    }
    return own;
  }

  /** How lines are read: strictly. */
  final class Reader {
    static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Reader() {}
  }
}
