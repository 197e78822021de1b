package dev.barnabas.emulator.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Raw received bytes, for searching what reached a provider.
 *
 * <p>Per call one line {@code #<callSeq> <path>}, the header fields, an empty line, the body bytes
 * as received and a line end. Thread-safe.
 */
public final class RecordedBodies implements AutoCloseable {
  private final OutputStream out;

  private RecordedBodies(OutputStream out) {
    this.out = out;
  }

  public static RecordedBodies open(Path file) throws IOException {
    return new RecordedBodies(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** Appends one call; {@code head} is its path and header fields, a line each. */
  public synchronized void append(long callSeq, String head, byte[] body) throws IOException {
    out.write(("#" + callSeq + " " + head + "\n").getBytes(StandardCharsets.UTF_8));
    out.write(body);
    out.write('\n');
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
