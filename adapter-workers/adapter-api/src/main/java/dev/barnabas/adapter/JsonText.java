package dev.barnabas.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Reads JSON that others wrote: exact decimals, no duplicate keys, nothing behind the value. */
public final class JsonText {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .reader();

  private JsonText() {}

  /** The value of a text; empty if it is none. */
  public static Optional<JsonNode> read(String text) {
    try {
      return present(READER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The value of UTF-8 bytes; empty if they are none. */
  public static Optional<JsonNode> read(byte[] bytes) {
    try {
      return present(READER.readTree(bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> present(JsonNode node) {
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }
}
