package dev.barnabas.broker.topology;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * State values as CBOR behind a version byte; a field that a version does not know is ignored. Any
 * thread.
 */
public final class StateCodec {
  private static final byte VERSION = 1;
  private static final ObjectMapper MAPPER =
      CBORMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StateCodec() {}

  /** The bytes of a value. */
  public static byte[] write(Object value) {
    try {
      byte[] body = MAPPER.writeValueAsBytes(value);
      byte[] all = new byte[body.length + 1];
      all[0] = VERSION;
      System.arraycopy(body, 0, all, 1, body.length);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of bytes that {@link #write} made. */
  public static <T> T read(byte[] bytes, Class<T> type) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalStateException(
          "a state value of version "
              + (bytes.length == 0 ? "none" : Byte.toString(bytes[0]))
              + " is not read here");
    }
    try {
      return MAPPER.readValue(Arrays.copyOfRange(bytes, 1, bytes.length), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
