package dev.barnabas.broker.app;

import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.topology.UnfinishedRecords;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@link UnfinishedRecords} in a mapped file: a note costs a few writes to memory, and the kernel
 * keeps it when the process is killed. It is not forced to the disk, so a machine that loses power
 * may forget a note, which only delays the verdict.
 *
 * <p>The file has a header of two longs, a mark and the number of partitions, then for each
 * partition: whether it works, the record it works on, a cursor, and the last {@value #SUSPECTS}
 * records that were the end of a thread or process, with how often. A record is three longs: the
 * hash of its topic, its offset and its append time. A file of another shape is begun anew.
 */
public final class UnfinishedRecordsFile implements UnfinishedRecords {
  static final int SUSPECTS = 8;

  private static final long MARK = 0x4241_524e_0001L;
  private static final int HEADER = 2;
  private static final int WORKING = 0;
  private static final int CURRENT = 1;
  private static final int CURSOR = 4;
  private static final int FIRST_SUSPECT = 5;
  private static final int SUSPECT_LONGS = 4;
  private static final int DEATHS = 3;
  private static final int BLOCK = FIRST_SUSPECT + SUSPECTS * SUSPECT_LONGS;

  private final LongBuffer longs;

  private UnfinishedRecordsFile(LongBuffer longs) {
    this.longs = longs;
  }

  /**
   * Opens the file, or begins it.
   *
   * @param partitions the number of home partitions
   * @throws IOException if the file cannot be written
   */
  public static UnfinishedRecordsFile at(Path file, int partitions) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    long bytes = Long.BYTES * (long) (HEADER + partitions * BLOCK);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      LongBuffer longs = channel.map(MapMode.READ_WRITE, 0, bytes).asLongBuffer();
      if (longs.get(0) != MARK || longs.get(1) != partitions) {
        longs.put(0, new long[longs.capacity()]);
        longs.put(0, MARK).put(1, partitions);
      }
      return new UnfinishedRecordsFile(longs);
    }
  }

  @Override
  public int begin(int partition, Coordinates read) {
    int block = block(partition);
    if (longs.get(block + WORKING) != 0) {
      suspect(block);
    }
    longs.put(block + CURRENT, read.topic().hashCode());
    longs.put(block + CURRENT + 1, read.offset());
    longs.put(block + CURRENT + 2, read.appendedAt().toEpochMilli());
    longs.put(block + WORKING, 1);
    int known = suspectLike(block);
    return known < 0 ? 0 : (int) longs.get(known + DEATHS);
  }

  @Override
  public void finished(int partition) {
    longs.put(block(partition) + WORKING, 0);
  }

  /** Counts the record that the partition works on among the suspects; the oldest makes room. */
  private void suspect(int block) {
    int slot = suspectLike(block);
    if (slot < 0) {
      int cursor = Math.floorMod((int) longs.get(block + CURSOR), SUSPECTS);
      longs.put(block + CURSOR, cursor + 1);
      slot = block + FIRST_SUSPECT + cursor * SUSPECT_LONGS;
      longs.put(slot + DEATHS, 0);
      for (int i = 0; i < DEATHS; i++) {
        longs.put(slot + i, longs.get(block + CURRENT + i));
      }
    }
    longs.put(slot + DEATHS, longs.get(slot + DEATHS) + 1);
  }

  /** The suspect that is the record the partition works on, or -1. */
  private int suspectLike(int block) {
    for (int i = 0; i < SUSPECTS; i++) {
      int slot = block + FIRST_SUSPECT + i * SUSPECT_LONGS;
      if (longs.get(slot + DEATHS) > 0 && same(slot, block + CURRENT)) {
        return slot;
      }
    }
    return -1;
  }

  private boolean same(int one, int other) {
    return longs.get(one) == longs.get(other)
        && longs.get(one + 1) == longs.get(other + 1)
        && longs.get(one + 2) == longs.get(other + 2);
  }

  private static int block(int partition) {
    return HEADER + partition * BLOCK;
  }
}
