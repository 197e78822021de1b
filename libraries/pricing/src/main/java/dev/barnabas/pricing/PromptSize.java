package dev.barnabas.pricing;

/**
 * What decides how many tokens a prompt may have.
 *
 * @param utf8Bytes bytes of all texts as they go to the provider: contents, roles, names, tool
 *     calls, tool definitions, response schema
 * @param messages number of messages
 * @param tools number of tool definitions
 */
public record PromptSize(long utf8Bytes, int messages, int tools) {

  public PromptSize {
    if (utf8Bytes < 0 || messages < 0 || tools < 0) {
      throw new IllegalArgumentException("a prompt's size cannot be negative");
    }
    if (utf8Bytes > Usage.MAX_TOKENS) {
      throw new IllegalArgumentException("utf8Bytes is above " + Usage.MAX_TOKENS);
    }
  }

  /** The size of a prompt that is one user message. */
  public static PromptSize ofText(String text) {
    return new PromptSize(utf8Bytes(text), 1, 0);
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
