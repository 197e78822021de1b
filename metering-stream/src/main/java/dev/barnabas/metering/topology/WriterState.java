package dev.barnabas.metering.topology;

import dev.barnabas.metering.totals.WriterProgress;
import dev.barnabas.metering.totals.WriterProgress.Gap;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/**
 * A writer's progress as the state store keeps it: a version byte, the highest number counted, the
 * end of the highest forgotten gap, then the gaps. 17 bytes for a writer without gaps, 16 more for
 * each gap.
 */
final class WriterState {

  private static final int VERSION = 1;
  private static final int HEAD = 1 + 2 * Long.BYTES;
  private static final int GAP = 2 * Long.BYTES;

  private WriterState() {}

  static byte[] encode(WriterProgress progress) {
    var bytes = ByteBuffer.allocate(HEAD + GAP * progress.gaps().size());
    bytes.put((byte) VERSION).putLong(progress.last()).putLong(progress.forgotten());
    progress.gaps().forEach(gap -> bytes.putLong(gap.from()).putLong(gap.to()));
    return bytes.array();
  }

  /**
   * @throws org.apache.kafka.streams.errors.StreamsException if the state is of a version this
   *     program does not know
   */
  static WriterProgress decode(byte[] state) {
    var bytes = ByteBuffer.wrap(state);
    StateVersions.require(VERSION, bytes.get(), MeteringStores.WRITERS);
    long last = bytes.getLong();
    long forgotten = bytes.getLong();
    var gaps = new ArrayList<Gap>();
    while (bytes.hasRemaining()) {
      gaps.add(new Gap(bytes.getLong(), bytes.getLong()));
    }
    return new WriterProgress(last, forgotten, gaps);
  }
}
