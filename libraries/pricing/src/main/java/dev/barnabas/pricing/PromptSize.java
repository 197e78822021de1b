package dev.barnabas.pricing;

import java.text.Normalizer;

/**
 * What decides how many tokens a prompt may have.
 *
 * @param bytes bytes of all texts as they go to the provider, of {@link #textBytes} and {@link
 *     #jsonBytes}: contents, roles, names, tool calls, tool definitions, response schema
 * @param messages number of messages, with each part of a message and each tool call in it counted
 *     as one more
 * @param tools number of tool definitions, with a response schema counted as one more
 * @param images number of images
 * @param files number of other media: files, audio
 */
public record PromptSize(long bytes, int messages, int tools, int images, int files) {

  private static final int ESCAPED_UNIT = 6;
  private static final int BREAK_AND_INDENT = 2;

  public PromptSize {
    if (bytes < 0 || messages < 0 || tools < 0 || images < 0 || files < 0) {
      throw new IllegalArgumentException("a prompt's size cannot be negative");
    }
    if (bytes > Usage.MAX_TOKENS) {
      throw new IllegalArgumentException("bytes is above " + Usage.MAX_TOKENS);
    }
  }

  /** The size of a prompt that is one user message. */
  public static PromptSize ofText(String text) {
    return new PromptSize(textBytes(text), 1, 0, 0, 0);
  }

  /**
   * The most bytes from which a tokenizer starts for a text: its UTF-8, or that of its NFKC form if
   * longer, because some tokenizers normalise first and a single character may become eighteen.
   */
  public static long textBytes(String text) {
    long bytes = utf8Bytes(text);
    return bytes == text.length() || Normalizer.isNormalized(text, Normalizer.Form.NFKC)
        ? bytes
        : Math.max(bytes, utf8Bytes(Normalizer.normalize(text, Normalizer.Form.NFKC)));
  }

  /**
   * The same for JSON, which a provider writes anew into its prompt: every character outside ASCII
   * may become an escape of six, and after every bracket, brace, comma and colon may come a line
   * break and an indentation, which count two (a run of blanks is one token).
   */
  public static long jsonBytes(String json) {
    long bytes = 0;
    for (int i = 0; i < json.length(); i++) {
      bytes +=
          switch (json.charAt(i)) {
            case '{', '}', '[', ']', ',', ':' -> 1 + BREAK_AND_INDENT;
            default -> json.charAt(i) < 0x80 ? 1 : ESCAPED_UNIT;
          };
    }
    return Math.max(bytes, textBytes(json));
  }

  /**
   * The bytes of a text in UTF-8, counted without encoding it. A surrogate without its partner
   * counts three, the size of the replacement character.
   */
  public static long utf8Bytes(CharSequence text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes += 1;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (isPairAt(text, i)) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  private static boolean isPairAt(CharSequence text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }
}
