package dev.barnabas.adapter.http;

/**
 * How much a model has said in a stream so far. It counts and keeps nothing. Not thread-safe.
 *
 * <p>A provider's tokens cannot be counted from outside. What can be said: a token of prose is four
 * to five characters, and of other scripts fewer, so text of more than {@value #MOST_CHARACTERS}
 * characters for each token of the cap has passed the cap, whoever counted. Some room is left for
 * small caps.
 */
public final class GeneratedText {
  private static final int MOST_CHARACTERS = 8;
  private static final int ROOM_CHARACTERS = 128;
  private static final int BYTES_PER_TOKEN = 4;

  private long keptBytes;
  private long bytes;
  private long characters;

  /** Text that becomes part of the answer. */
  public void add(String text) {
    keptBytes += count(text);
  }

  /** Text that the model generates and the answer does not hold, such as visible reasoning. */
  public void addHidden(String text) {
    count(text);
  }

  /** Whether nothing was said. */
  public boolean isEmpty() {
    return bytes == 0;
  }

  /** UTF-8 bytes of what the answer holds. */
  public long keptBytes() {
    return keptBytes;
  }

  /** A guess of the tokens: four UTF-8 bytes each, rounded up. */
  public long estimatedTokens() {
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  /** Whether the text is longer than so many tokens can be. */
  public boolean exceeds(int maxTokens) {
    return characters > (long) maxTokens * MOST_CHARACTERS + ROOM_CHARACTERS;
  }

  private int count(String text) {
    int added = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      added += utf8Length(codePoint);
      characters++;
      i += Character.charCount(codePoint);
    }
    bytes += added;
    return added;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
