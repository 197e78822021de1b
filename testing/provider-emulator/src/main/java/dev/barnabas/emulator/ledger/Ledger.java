package dev.barnabas.emulator.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The writing end of the ledger. Thread-safe.
 *
 * <p>A line is one write to the operating system, done before the method returns: it outlives the
 * death of this process, not of the machine. An existing file is continued, its numbering too.
 */
public final class Ledger implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private long lastSeq;

  private Ledger(Path file, FileChannel channel, long lastSeq) {
    this.file = file;
    this.channel = channel;
    this.lastSeq = lastSeq;
  }

  public static Ledger open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    cutTornLine(file);
    long lastSeq =
        LedgerFile.read(file).stream().mapToLong(c -> c.received().callSeq()).max().orElse(0);
    return new Ledger(file, channel, lastSeq);
  }

  /** A torn last line is no line; left in place it would spoil the next one. */
  private static void cutTornLine(Path file) throws IOException {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      long end = access.length();
      while (end > 0 && !endsLine(access, end)) {
        end--;
      }
      if (end < access.length()) {
        access.setLength(end);
      }
    }
  }

  private static boolean endsLine(RandomAccessFile access, long end) throws IOException {
    access.seek(end - 1);
    return access.read() == '\n';
  }

  public Path file() {
    return file;
  }

  /** Numbers a call and writes its first line. */
  public synchronized CallReceived received(LongFunction<CallReceived> callOfSeq)
      throws IOException {
    CallReceived call = callOfSeq.apply(lastSeq + 1);
    append(LedgerLine.of(call));
    lastSeq++;
    return call;
  }

  /** Writes the second line of a call. */
  public synchronized void ended(CallReceived call, CallEnded end) throws IOException {
    append(LedgerLine.of(end, call));
  }

  /** Every call so far, read back from the file. */
  public List<LedgerCall> calls() throws IOException {
    return LedgerFile.read(file);
  }

  private void append(byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
