package dev.barnabas.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The system's clock, shifted by what a file says. Processes that share the file share a clock that
 * a test moves: to the last seconds of a month, for instance. Any thread.
 */
public final class ShiftedClock implements InstantSource {
  private static final VarHandle MILLIS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MappedByteBuffer shift;
  private final Duration ahead;

  private ShiftedClock(MappedByteBuffer shift, Duration ahead) {
    this.shift = shift;
    this.ahead = ahead;
  }

  /**
   * The clock of that file; a file that is not there shifts by nothing.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static ShiftedClock at(Path file) {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.setLength(Long.BYTES);
      MappedByteBuffer mapped =
          opened.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
      return new ShiftedClock(mapped, Duration.ZERO);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }

  /** A clock that is always that much ahead of this one, or behind it where negative. */
  public ShiftedClock ahead(Duration by) {
    return new ShiftedClock(shift, ahead.plus(by));
  }

  @Override
  public Instant instant() {
    return Instant.now().plusMillis((long) MILLIS.getVolatile(shift, 0)).plus(ahead);
  }

  /** Moves the clock of every process that shares the file; it runs on from there. */
  public void moveTo(Instant time) {
    MILLIS.setVolatile(shift, 0, Duration.between(Instant.now().plus(ahead), time).toMillis());
  }
}
