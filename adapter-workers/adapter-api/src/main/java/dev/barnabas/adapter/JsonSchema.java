package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The envelope of a provider's answers, as JSON Schema 2020-12. Safe for many threads.
 *
 * <p>Envelopes say what an adapter reads and leave room for the rest: a provider may add fields.
 */
public final class JsonSchema {
  private final String version;
  private final String text;
  private final Schema compiled;

  private JsonSchema(String version, String text) {
    this.version = requireNonNull(version, "version");
    this.text = requireNonNull(text, "text");
    this.compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  /**
   * A schema.
   *
   * @throws RuntimeException if the text is no JSON Schema
   */
  public static JsonSchema of(String version, String text) {
    return new JsonSchema(version, text);
  }

  /**
   * A schema from the resource {@code envelope-<version>.json} beside a class.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  public static JsonSchema resource(Class<?> beside, String version) {
    String name = "envelope-" + version + ".json";
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "schema_version '%s' is not known to %s".formatted(version, beside.getPackageName()));
      }
      return of(version, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The version, such as {@code v2.1}. */
  public String version() {
    return version;
  }

  /** The schema itself. */
  public String text() {
    return text;
  }

  /** Where a document breaks the schema; empty if it does not. */
  public List<Violation> violations(JsonNode document) {
    return compiled.validate(document).stream()
        .map(error -> new Violation(error.getInstanceLocation().toString(), error.getKeyword()))
        .toList();
  }

  @Override
  public String toString() {
    return "JsonSchema[" + version + "]";
  }

  /**
   * A place and the rule broken there; never a value.
   *
   * @param pointer JSON pointer, empty for the whole document
   * @param keyword such as {@code required}
   */
  public record Violation(String pointer, String keyword) {
    public Violation {
      requireNonNull(pointer, "pointer");
      requireNonNull(keyword, "keyword");
    }

    /** Both as one code, such as {@code envelope:/choices/0:required}. */
    public ProviderCode code() {
      return ProviderCode.of("envelope:%s:%s".formatted(pointer, keyword));
    }
  }
}
