package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

import dev.barnabas.redaction.PlaceholderSyntax.Reading;
import java.io.IOException;
import java.util.Optional;

/**
 * Restores an answer that arrives in pieces. Only an ending that may become a known placeholder is
 * held back, at most that placeholder's length and a few characters. The pieces given out, put
 * together, are what {@link Restorer} makes of the whole. For one answer and one thread.
 */
public final class StreamRestorer {

  private final PlaceholderIndex index;
  private final TextKind kind;
  private final int maxChars;
  private final StringBuilder held = new StringBuilder();
  private int written;
  private int restored;
  private boolean truncated;

  /**
   * Begins an answer.
   *
   * @param vault what the placeholders stand for
   * @param kind how values are written
   * @param maxChars how long the whole answer may get, in UTF-16 units
   */
  public StreamRestorer(Vault vault, TextKind kind, int maxChars) {
    this.index = vault.index();
    this.kind = requireNonNull(kind, "kind");
    if (maxChars < 0) {
      throw new IllegalArgumentException("maxChars must not be negative: " + maxChars);
    }
    this.maxChars = maxChars;
  }

  /** Takes a piece and gives out what is certain. */
  public void push(CharSequence chunk, Appendable out) throws IOException {
    if (truncated) {
      return;
    }
    held.append(chunk);
    int certain = restoreHeld(out, false);
    held.delete(0, certain);
  }

  /** Gives out what was held back. */
  public void end(Appendable out) throws IOException {
    restoreHeld(out, true);
    held.setLength(0);
  }

  /** How many placeholders were replaced so far. */
  public int restored() {
    return restored;
  }

  /** Whether the answer was cut at its limit. */
  public boolean truncated() {
    return truncated;
  }

  /** How many characters are held back at present. */
  public int heldBack() {
    return held.length();
  }

  private int restoreHeld(Appendable out, boolean last) throws IOException {
    int plain = 0;
    int p = 0;
    while (p < held.length() && !truncated) {
      if (index.isEmpty() || !PlaceholderSyntax.opens(held.charAt(p))) {
        p++;
        continue;
      }
      Reading reading = PlaceholderSyntax.read(held, p, index.longest());
      switch (reading.status()) {
        case NONE -> p++;
        case INCOMPLETE -> {
          if (!last && index.anyBegins(reading.key())) {
            write(out, plain, p);
            return p;
          }
          p++;
        }
        case COMPLETE -> {
          Optional<VaultEntry> entry = index.entry(reading.key());
          if (entry.isPresent()) {
            write(out, plain, p);
            writeValue(out, entry.get().value());
            plain = reading.end();
          }
          p = entry.isPresent() ? reading.end() : p + 1;
        }
      }
    }
    int end = held.length();
    if (!last && end > plain && Character.isHighSurrogate(held.charAt(end - 1))) {
      end--;
    }
    write(out, plain, end);
    return end;
  }

  private void write(Appendable out, int start, int end) throws IOException {
    if (truncated) {
      return;
    }
    int room = maxChars - written;
    int stop = end;
    if (end - start > room) {
      truncated = true;
      stop = start + room;
      if (stop > start && Character.isHighSurrogate(held.charAt(stop - 1))) {
        stop--;
      }
    }
    out.append(held, start, stop);
    written += stop - start;
  }

  private void writeValue(Appendable out, String value) throws IOException {
    String text = kind == TextKind.JSON ? JsonText.escape(value) : value;
    if (truncated || text.length() > maxChars - written) {
      truncated = true;
      return;
    }
    out.append(text);
    written += text.length();
    restored++;
  }
}
