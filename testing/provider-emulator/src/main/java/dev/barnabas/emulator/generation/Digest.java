package dev.barnabas.emulator.generation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hex. */
public final class Digest {
  private Digest() {}

  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a prompt's answer is derived from: model, messages, format and the caller's seed. */
  static String ofPrompt(Prompt prompt) {
    var text = new StringBuilder(prompt.model()).append('\0').append(prompt.seed());
    prompt
        .messages()
        .forEach(m -> text.append('\0').append(m.role()).append('\1').append(m.text()));
    text.append('\0').append(prompt.format());
    return of(text.toString());
  }
}
