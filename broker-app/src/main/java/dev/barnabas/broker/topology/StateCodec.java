package dev.barnabas.broker.topology;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.barnabas.broker.request.Known;
import dev.barnabas.broker.request.Remembered;
import dev.barnabas.broker.request.RequestState;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * State values as CBOR behind a version byte. A record is written as the array of its components,
 * without their names, so components are only ever added at the end: a reader ignores those it does
 * not know and takes null for those that are missing. Times are kept to the millisecond. Any
 * thread.
 */
public final class StateCodec {
  private static final byte VERSION = 2;
  private static final byte REMEMBERED = 'r';
  private static final byte REQUEST = 'q';

  private static final ObjectMapper MAPPER =
      CBORMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new HexTexts())
          .annotationIntrospector(new RecordsAsArrays())
          .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StateCodec() {}

  /** The bytes of a value. */
  public static byte[] write(Object value) {
    return write(value, 1);
  }

  /** The value of bytes that {@link #write} made. */
  public static <T> T read(byte[] bytes, Class<T> type) {
    return read(bytes, 1, type);
  }

  /** The bytes of what is known of a request: which of the kinds, then the value. */
  public static byte[] writeKnown(Known known) {
    byte[] bytes = write(known, 2);
    bytes[1] =
        switch (known) {
          case RequestState _ -> REQUEST;
          case Remembered _ -> REMEMBERED;
        };
    return bytes;
  }

  /** What {@link #writeKnown} wrote. */
  public static Known readKnown(byte[] bytes) {
    byte kind = bytes.length < 2 ? 0 : bytes[1];
    return switch (kind) {
      case REQUEST -> read(bytes, 2, RequestState.class);
      case REMEMBERED -> read(bytes, 2, Remembered.class);
      default -> throw new IllegalStateException("what is known of a request has no kind " + kind);
    };
  }

  private static byte[] write(Object value, int head) {
    try {
      byte[] body = MAPPER.writeValueAsBytes(value);
      byte[] all = new byte[body.length + head];
      all[0] = VERSION;
      System.arraycopy(body, 0, all, head, body.length);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(byte[] bytes, int head, Class<T> type) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalStateException(
          "a state value of version "
              + (bytes.length == 0 ? "none" : Byte.toString(bytes[0]))
              + " is not read here");
    }
    try {
      return MAPPER.readValue(bytes, head, bytes.length - head, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class RecordsAsArrays extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public JsonFormat.Value findFormat(Annotated annotated) {
      return annotated.getRawType().isRecord()
          ? JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)
          : super.findFormat(annotated);
    }
  }
}
