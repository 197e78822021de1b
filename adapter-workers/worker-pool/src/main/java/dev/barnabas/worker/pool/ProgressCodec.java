package dev.barnabas.worker.pool;

import dev.barnabas.worker.pool.DecodedProgress.Foreign;
import dev.barnabas.worker.pool.DecodedProgress.Intact;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * {@link Progress} as the metadata text of a committed offset.
 *
 * <p>The text is {@code B1} (format and version) and then, fifteen bits per character: a CRC-32
 * over base and body, the body's length, and the body: flags, start limit less base, finished
 * offsets and, with the clean mark, open offsets. The base is checked but not stored: metadata that
 * ended up beside another offset is foreign.
 *
 * <p>What does not fit is left out, never misstated: first the clean mark, then the tail of the
 * finished offsets. Both only make the next owner hand back more.
 */
final class ProgressCodec {

  /** The fewest characters that the pool works with. */
  static final int MIN_CHARACTERS = 64;

  private static final String PREFIX = "B1";
  private static final int CHECKSUM_BYTES = 4;
  private static final int LENGTH_BYTES = 2;
  private static final int HEAD = CHECKSUM_BYTES + LENGTH_BYTES;
  private static final int FLAGS_BYTES = 1;
  private static final int CLEAN = 1;

  private ProgressCodec() {}

  /** How many offsets beyond the base that many characters describe in the worst case. */
  static int capacity(int characters) {
    int fixed = HEAD + FLAGS_BYTES + Varints.MAX_BYTES + OffsetSetCodec.OVERHEAD;
    return (FifteenBitText.bytesIn(characters - PREFIX.length()) - fixed) * Byte.SIZE;
  }

  /** The metadata text, of at most that many characters. */
  static String encode(Progress progress, int characters) {
    int room = FifteenBitText.bytesIn(characters - PREFIX.length()) - HEAD;
    byte[] body = body(progress, room);
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + body.length);
    bytes.putInt(checksum(progress.base(), body)).putShort((short) body.length).put(body);
    return PREFIX + FifteenBitText.encode(bytes.array());
  }

  /** Reads the metadata text that was committed with the given offset. */
  static DecodedProgress decode(long base, String text) {
    if (!text.startsWith(PREFIX)) {
      return new Foreign(text.isEmpty() ? "no metadata" : "not written by this version");
    }
    byte[] bytes = FifteenBitText.decode(text.substring(PREFIX.length()));
    if (bytes == null || bytes.length < HEAD) {
      return new Foreign("malformed");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int checksum = in.getInt();
    int length = Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) {
      return new Foreign("cut off");
    }
    byte[] body = new byte[length];
    in.get(body);
    if (checksum(base, body) != checksum) {
      return new Foreign("checksum differs");
    }
    return parse(base, ByteBuffer.wrap(body));
  }

  private static byte[] body(Progress progress, int room) {
    long ahead = progress.startLimit() - progress.base();
    int left = room - FLAGS_BYTES - Varints.size(ahead);
    OffsetSet open = cleanMarkThatFits(progress, left);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(open == null ? 0 : CLEAN);
    Varints.write(body, ahead);
    if (open != null) {
      OffsetSetCodec.write(body, open, progress.base(), left);
    }
    OffsetSetCodec.write(body, progress.finished(), progress.base(), room - body.size());
    return body.toByteArray();
  }

  /** The open offsets, unless they and the finished ones do not fit together. */
  private static @Nullable OffsetSet cleanMarkThatFits(Progress progress, int room) {
    OffsetSet open = progress.open();
    if (open == null || !OffsetSetCodec.fits(open, progress.base(), room)) {
      return null;
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OffsetSetCodec.write(written, open, progress.base(), room);
    int left = room - written.size();
    return OffsetSetCodec.fits(progress.finished(), progress.base(), left) ? open : null;
  }

  private static DecodedProgress parse(long base, ByteBuffer body) {
    try {
      boolean clean = (body.get() & CLEAN) != 0;
      long startLimit = Math.addExact(base, Varints.read(body));
      OffsetSet open = clean ? OffsetSetCodec.read(body, base) : null;
      OffsetSet finished = OffsetSetCodec.read(body, base);
      if (finished.firstAbsent(base) != base || finished.endsAbove(startLimit)) {
        return new Foreign("contradicts itself");
      }
      return new Intact(new Progress(base, startLimit, finished, open));
    } catch (RuntimeException malformed) {
      return new Foreign("malformed");
    }
  }

  private static int checksum(long base, byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, base));
    crc.update(body);
    return (int) crc.getValue();
  }
}
