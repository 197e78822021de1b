package dev.barnabas.emulator.call;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The bytes of an answer. */
public sealed interface ReplyBody {

  /** One block with a Content-Length. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Block(byte[] bytes) implements ReplyBody {
    public Block {
      Objects.requireNonNull(bytes, "bytes");
    }

    public static Block of(String text) {
      return new Block(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Server-sent events, chunked; the time to generate is spread over {@code pausesAfter}. */
  record Events(List<byte[]> events, List<Integer> pausesAfter) implements ReplyBody {
    public Events {
      events = List.copyOf(events);
      pausesAfter = List.copyOf(pausesAfter);
    }

    public static Events of(List<String> texts, List<Integer> pausesAfter) {
      List<byte[]> events =
          texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
      return new Events(events, pausesAfter);
    }
  }

  /** A beginning, one unit {@code times} over, and an end; chunked, so never whole in memory. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Repeated(byte[] beginning, byte[] unit, long times, byte[] end) implements ReplyBody {
    public Repeated {
      Objects.requireNonNull(beginning, "beginning");
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(end, "end");
    }
  }
}
