package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.CallLimits;
import dev.barnabas.vocabulary.FailureKind;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one streamed answer within its bounds. The HTTP client's threads feed it; once it is
 * closed, its assembly stands still and the caller may read it.
 *
 * <p>How a stream ends that is not {@link StreamStep.Complete}: {@code OUTPUT_CUT_OFF} at the token
 * cap ({@code token_cap}) or the byte cap ({@code byte_cap}); {@code RESPONSE_TOO_LARGE} where one
 * event is larger than an answer may be ({@code event_too_large}) or the stream larger than {@link
 * CallLimits#maxStreamBytes} ({@code stream_too_large}); {@code PROVIDER_UNAVAILABLE} where it ends
 * in order but without its end marker ({@code stream_ended_early}), or is no text.
 */
public final class StreamReader {
  /** Room for the envelope around an answer in one event. */
  private static final int ENVELOPE_BYTES = 16 * 1024;

  private final StreamAssembly assembly;
  private final CallLimits limits;
  private final int maxOutputTokens;
  private final EventStreamParser parser;
  private @Nullable ResponseHeaders headers;
  private StreamStep.@Nullable End end;
  private long bytes;
  private boolean closed;

  /** A reader of one stream. */
  public StreamReader(StreamAssembly assembly, CallLimits limits, int maxOutputTokens) {
    this.assembly = requireNonNull(assembly, "assembly");
    this.limits = requireNonNull(limits, "limits");
    this.maxOutputTokens = maxOutputTokens;
    this.parser = new EventStreamParser(limits.maxResponseBytes() + ENVELOPE_BYTES, this::take);
  }

  /** The head of the stream came. */
  synchronized void begin(ResponseHeaders received) {
    headers = received;
  }

  /** Takes the next bytes of the body; present once the stream is over. */
  public synchronized Optional<StreamStep.End> feed(ByteBuffer piece) {
    if (closed || end != null) {
      return Optional.ofNullable(end);
    }
    bytes += piece.remaining();
    if (bytes > limits.maxStreamBytes()) {
      end = StreamStep.stopped(FailureKind.RESPONSE_TOO_LARGE, "stream_too_large");
    } else {
      note(parser.feed(piece));
    }
    return Optional.ofNullable(end);
  }

  /** The body ended in order: how the stream ended, if nothing before said so. */
  public synchronized StreamStep.End finish() {
    if (end == null && !closed) {
      note(parser.end());
    }
    if (end == null) {
      end = StreamStep.stopped(FailureKind.PROVIDER_UNAVAILABLE, "stream_ended_early");
    }
    return end;
  }

  /** Takes no more, whatever still comes. */
  synchronized void close() {
    closed = true;
  }

  /** The headers of the stream; empty if none began. */
  synchronized Optional<ResponseHeaders> headers() {
    return Optional.ofNullable(headers);
  }

  /** What came, to be read once the reader is closed. */
  StreamAssembly assembly() {
    return assembly;
  }

  private void note(EventStreamParser.Feeding feeding) {
    end =
        switch (feeding) {
          case MORE, STOPPED -> end;
          case TOO_LARGE -> StreamStep.stopped(FailureKind.RESPONSE_TOO_LARGE, "event_too_large");
          case NOT_TEXT -> StreamStep.MALFORMED;
        };
  }

  private boolean take(ServerSentEvent event) {
    end =
        switch (assembly.accept(event)) {
          case StreamStep.End over -> over;
          case StreamStep.More _ -> passedCap();
        };
    return end == null;
  }

  private StreamStep.@Nullable End passedCap() {
    if (assembly.generated().exceeds(maxOutputTokens)) {
      return StreamStep.stopped(FailureKind.OUTPUT_CUT_OFF, "token_cap");
    }
    return assembly.generated().keptBytes() > limits.maxResponseBytes()
        ? StreamStep.stopped(FailureKind.OUTPUT_CUT_OFF, "byte_cap")
        : null;
  }
}
