package dev.barnabas.redaction;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Puts values back into an answer. Placeholders are known in the spellings that models give them;
 * unknown ones stay. Values of privileged roles and irreversible types are never put back.
 */
public final class Restorer {

  private Restorer() {}

  /**
   * Restores prose.
   *
   * @param text the answer
   * @param vault what its placeholders stand for
   * @param maxChars how long the result may get, in UTF-16 units; it is cut there
   */
  public static RestoreOutcome restore(String text, Vault vault, int maxChars) {
    return restore(text, vault, TextKind.PROSE, maxChars);
  }

  /** Restores an answer of either kind; in JSON, values are escaped to stand inside strings. */
  public static RestoreOutcome restore(String text, Vault vault, TextKind kind, int maxChars) {
    StreamRestorer stream = new StreamRestorer(vault, kind, maxChars);
    StringBuilder out = new StringBuilder(text.length() + 64);
    try {
      stream.push(text, out);
      stream.end(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a StringBuilder does not fail", e);
    }
    return new RestoreOutcome(out.toString(), stream.restored(), stream.truncated());
  }
}
