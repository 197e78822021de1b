package dev.barnabas.cli.terminal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Where a command's result goes: a file that is whole or not there, or the terminal. */
public final class ResultFile {
  private ResultFile() {}

  /** Writes a result. */
  public interface Writing {
    /** Writes it; what is thrown leaves no file behind. */
    void to(PrintWriter out) throws IOException;
  }

  /**
   * Writes.
   *
   * @param file null for the terminal
   * @param terminal the terminal
   * @throws CommandException if the file cannot be written
   */
  public static void write(@Nullable Path file, PrintWriter terminal, Writing writing)
      throws IOException {
    if (file == null) {
      writing.to(terminal);
      terminal.flush();
      return;
    }
    Path whole = file.toAbsolutePath();
    Path parent = whole.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw CommandException.wrong("--out: there is no directory " + parent);
    }
    Path part = Files.createTempFile(parent, "." + whole.getFileName(), ".part");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(part);
          PrintWriter out = new PrintWriter(writer)) {
        writing.to(out);
        if (out.checkError()) {
          throw CommandException.wrong("--out: " + file + " cannot be written");
        }
      }
      move(part, whole);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path part, Path whole) throws IOException {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
