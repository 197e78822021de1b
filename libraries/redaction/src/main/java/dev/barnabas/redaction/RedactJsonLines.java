package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.redaction.RedactionOutcome.Blocked;
import dev.barnabas.redaction.RedactionOutcome.Redacted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Redacts JSON Lines: {@code {"id", "text"}} in, {@code {"id", "redacted", "spans": [[start, end,
 * type]]}} out, offsets in code points of the text. A line that cannot be read is reported with its
 * number, and the rest goes on.
 */
public final class RedactJsonLines {

  /**
   * A line that was not redacted.
   *
   * @param line its number, from 1
   * @param message why, without any of its content
   */
  public record BadLine(int line, String message) {}

  /**
   * What became of the input.
   *
   * @param redacted how many lines were written
   * @param badLines those that were not
   */
  public record Summary(int redacted, List<BadLine> badLines) {

    /** Copies the list. */
    public Summary {
      badLines = List.copyOf(badLines);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RedactionEngine engine;
  private final CompiledPolicy policy;

  /** With every known type replaced by a placeholder. */
  public RedactJsonLines(RedactionEngine engine) {
    this(engine, engine.compiler().compile(RedactionPolicy.strict()).orThrow());
  }

  /** With a policy of the caller's. */
  public RedactJsonLines(RedactionEngine engine, CompiledPolicy policy) {
    this.engine = requireNonNull(engine, "engine");
    this.policy = requireNonNull(policy, "policy");
  }

  /**
   * Reads to the end, writes a line for each good one, and flushes. Blank lines are passed over.
   */
  public Summary run(Reader in, Writer out) throws IOException {
    BufferedReader lines =
        in instanceof BufferedReader buffered ? buffered : new BufferedReader(in);
    List<BadLine> bad = new ArrayList<>();
    int number = 0;
    int redacted = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String problem = one(line, out);
      if (problem.isEmpty()) {
        redacted++;
      } else {
        bad.add(new BadLine(number, problem));
      }
    }
    out.flush();
    return new Summary(redacted, bad);
  }

  /** Writes one line; returns what is wrong with it, or nothing. */
  private String one(String line, Writer out) throws IOException {
    JsonNode input;
    try {
      input = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return "not JSON";
    }
    if (!input.isObject()) {
      return "not a JSON object";
    }
    JsonNode text = input.path("text");
    if (!text.isTextual()) {
      return "text: must be a string";
    }
    JsonNode id = input.path("id");
    if (!id.isValueNode()) {
      return "id: must be a string or a number";
    }
    return write(id, text.textValue(), out);
  }

  private String write(JsonNode id, String text, Writer out) throws IOException {
    TextSlot slot = new TextSlot("text", Role.USER, SlotKind.PROSE, text);
    return switch (engine.redact(List.of(slot), policy)) {
      case Blocked blocked -> "blocked: " + blocked.code() + " " + blocked.types();
      case Redacted redacted -> {
        ObjectNode output = JSON.createObjectNode();
        output.set("id", id);
        output.put("redacted", redacted.texts().getFirst());
        spans(output.putArray("spans"), text);
        out.write(JSON.writeValueAsString(output));
        out.write('\n');
        yield "";
      }
    };
  }

  private void spans(ArrayNode array, String text) {
    int utf16 = 0;
    int codePoint = 0;
    for (Span span : engine.spans(text, policy)) {
      codePoint += text.codePointCount(utf16, span.start());
      int length = text.codePointCount(span.start(), span.end());
      array.addArray().add(codePoint).add(codePoint + length).add(span.type().name());
      codePoint += length;
      utf16 = span.end();
    }
  }
}
