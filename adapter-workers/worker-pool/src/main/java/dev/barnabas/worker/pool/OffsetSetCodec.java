package dev.barnabas.worker.pool;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;

/**
 * An offset set as bytes, relative to a base: as runs (gap, length, gap, length …) or as a bitmap,
 * whichever says more in the room there is, and the shorter where both say all.
 */
final class OffsetSetCodec {

  /** Bytes beside the payload: one for the form, up to three for the payload's length. */
  static final int OVERHEAD = 4;

  private static final int RUNS = 0;
  private static final int BITMAP = 1;

  private OffsetSetCodec() {}

  /** Writes what fits into that many bytes, {@link #OVERHEAD} included; leaves out the tail. */
  static void write(ByteArrayOutputStream out, OffsetSet set, long base, int room) {
    Form runs = runs(set, base, room - OVERHEAD);
    Form bitmap = bitmap(set, base, room - OVERHEAD);
    Form best = bitmap.betterThan(runs) ? bitmap : runs;
    out.write(best.kind);
    Varints.write(out, best.payload.length);
    out.writeBytes(best.payload);
  }

  /** Whether the whole set fits into that many bytes. */
  static boolean fits(OffsetSet set, long base, int room) {
    long all = set.size();
    return runs(set, base, room - OVERHEAD).offsets == all
        || bitmap(set, base, room - OVERHEAD).offsets == all;
  }

  /**
   * Reads a set.
   *
   * @throws RuntimeException if the bytes do not hold one
   */
  static OffsetSet read(ByteBuffer in, long base) {
    int kind = in.get();
    byte[] payload = new byte[Math.toIntExact(Varints.read(in))];
    in.get(payload);
    return switch (kind) {
      case RUNS -> readRuns(ByteBuffer.wrap(payload), base);
      case BITMAP -> readBitmap(payload, base);
      default -> throw new IllegalArgumentException("form " + kind);
    };
  }

  private static Form runs(OffsetSet set, long base, int room) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    long next = base;
    long offsets = 0;
    for (Map.Entry<Long, Long> run : set.runs().entrySet()) {
      long gap = run.getKey() - next;
      long length = run.getValue() - run.getKey();
      if (payload.size() + Varints.size(gap) + Varints.size(length) > room) {
        break;
      }
      Varints.write(payload, gap);
      Varints.write(payload, length);
      next = run.getValue();
      offsets += length;
    }
    return new Form(RUNS, payload.toByteArray(), offsets);
  }

  private static Form bitmap(OffsetSet set, long base, int room) {
    BitSet bits = new BitSet();
    long end = base + (long) Math.max(room, 0) * Byte.SIZE;
    for (Map.Entry<Long, Long> run : set.runs().entrySet()) {
      if (run.getKey() >= end) {
        break;
      }
      bits.set((int) (run.getKey() - base), (int) (Math.min(run.getValue(), end) - base));
    }
    return new Form(BITMAP, bits.toByteArray(), bits.cardinality());
  }

  private static OffsetSet readRuns(ByteBuffer payload, long base) {
    OffsetSet set = new OffsetSet();
    long next = base;
    while (payload.hasRemaining()) {
      long start = Math.addExact(next, Varints.read(payload));
      next = Math.addExact(start, Varints.read(payload));
      set.addRange(start, next);
    }
    return set;
  }

  private static OffsetSet readBitmap(byte[] payload, long base) {
    BitSet bits = BitSet.valueOf(payload);
    OffsetSet set = new OffsetSet();
    for (int from = bits.nextSetBit(0); from >= 0; ) {
      int to = bits.nextClearBit(from);
      set.addRange(base + from, base + to);
      from = bits.nextSetBit(to);
    }
    return set;
  }

  /** One way to write a set, and how many of its offsets it holds. */
  private static final class Form {

    private final int kind;
    private final byte[] payload;
    private final long offsets;

    Form(int kind, byte[] payload, long offsets) {
      this.kind = kind;
      this.payload = payload;
      this.offsets = offsets;
    }

    boolean betterThan(Form other) {
      return offsets > other.offsets
          || (offsets == other.offsets && payload.length < other.payload.length);
    }
  }
}
