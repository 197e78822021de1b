package dev.barnabas.worker.pool;

import org.jspecify.annotations.Nullable;

/**
 * Bytes as text, fifteen bits per character. Brokers limit offset metadata in characters, so a
 * character should carry as much as it can: the values 0 to 32,767 become U+3400 to U+B3FF, which
 * are printable and no surrogates.
 */
final class FifteenBitText {

  private static final int BITS = 15;
  private static final int FIRST = 0x3400;
  private static final int VALUES = 1 << BITS;

  private FifteenBitText() {}

  /** How many bytes fit into that many characters. */
  static int bytesIn(int characters) {
    return characters * BITS / Byte.SIZE;
  }

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * Byte.SIZE / BITS + 1);
    int held = 0;
    int bits = 0;
    for (byte next : bytes) {
      held = held << Byte.SIZE | (next & 0xff);
      bits += Byte.SIZE;
      if (bits >= BITS) {
        bits -= BITS;
        text.append((char) (FIRST + (held >>> bits)));
        held &= (1 << bits) - 1;
      }
    }
    if (bits > 0) {
      text.append((char) (FIRST + (held << (BITS - bits))));
    }
    return text.toString();
  }

  /** The bytes, perhaps with one zero byte of padding more; null if a character is foreign. */
  static byte @Nullable [] decode(String text) {
    byte[] bytes = new byte[bytesIn(text.length())];
    int held = 0;
    int bits = 0;
    int written = 0;
    for (int index = 0; index < text.length(); index++) {
      int value = text.charAt(index) - FIRST;
      if (value < 0 || value >= VALUES) {
        return null;
      }
      held = held << BITS | value;
      bits += BITS;
      while (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes[written++] = (byte) (held >>> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes;
  }
}
