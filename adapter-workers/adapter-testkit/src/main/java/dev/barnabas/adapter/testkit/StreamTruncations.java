package dev.barnabas.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.http.StreamAssembly;
import dev.barnabas.adapter.http.StreamReader;
import dev.barnabas.adapter.http.StreamStep;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes a recorded stream apart at every byte: cut off anywhere, it is no answer; split anywhere,
 * it is the same answer.
 */
public final class StreamTruncations {
  private static final int TOKENS = 100_000;

  private StreamTruncations() {}

  /**
   * Checks a recorded stream, which must be a whole answer.
   *
   * @param endMarker the text after which the answer is whole
   */
  public static void check(byte[] stream, String endMarker, Supplier<StreamAssembly> assemblies) {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    int whole = text.lastIndexOf(endMarker) + endMarker.length();
    StreamAssembly answer = assemblies.get();
    assertThat(read(answer, stream, stream.length, 0)).isEqualTo(StreamStep.COMPLETE);
    for (int cut = 0; cut < stream.length; cut++) {
      StreamStep.End end = read(assemblies.get(), stream, cut, 0);
      assertThat(end.equals(StreamStep.COMPLETE)).as("cut off at %d", cut).isEqualTo(cut >= whole);
    }
    JsonNode document = answer.document();
    for (int split = 1; split < stream.length; split++) {
      StreamAssembly halves = assemblies.get();
      assertThat(read(halves, stream, stream.length, split)).isEqualTo(StreamStep.COMPLETE);
      assertThat(halves.document()).as("split at %d", split).isEqualTo(document);
    }
  }

  /** Reads the first {@code length} bytes, in two pieces if {@code split} is above 0. */
  private static StreamStep.End read(
      StreamAssembly assembly, byte[] stream, int length, int split) {
    StreamReader reader = new StreamReader(assembly, CallLimits.DEFAULT, TOKENS);
    Optional<StreamStep.End> end = reader.feed(ByteBuffer.wrap(stream, 0, Math.min(split, length)));
    if (end.isEmpty()) {
      end = reader.feed(ByteBuffer.wrap(stream, split, length - split));
    }
    return end.orElseGet(reader::finish);
  }
}
