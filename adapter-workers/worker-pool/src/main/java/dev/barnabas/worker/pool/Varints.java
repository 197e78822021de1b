package dev.barnabas.worker.pool;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Non-negative longs in as many groups of seven bits as they need, lowest group first. */
final class Varints {

  static final int MAX_BYTES = 9;

  private static final int GROUP = 7;
  private static final int MORE = 0x80;

  private Varints() {}

  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >= MORE) {
      out.write((int) (rest & (MORE - 1)) | MORE);
      rest >>>= GROUP;
    }
    out.write((int) rest);
  }

  static int size(long value) {
    int size = 1;
    for (long rest = value >>> GROUP; rest != 0; rest >>>= GROUP) {
      size++;
    }
    return size;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException if it is longer than a non-negative long
   * @throws java.nio.BufferUnderflowException if it is cut off
   */
  static long read(ByteBuffer in) {
    long value = 0;
    for (int index = 0; index < MAX_BYTES; index++) {
      int group = in.get() & 0xff;
      value |= (long) (group & (MORE - 1)) << (GROUP * index);
      if ((group & MORE) == 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number too long");
  }
}
