package dev.barnabas.pricing;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Adapters whose providers count prompts alike, with the bound that holds for them. A prompt is
 * bounded by its bytes, about four times what English text has, so an overhead that is generous by
 * a few tokens costs nothing that matters; one that is too small costs money.
 */
public enum TokenFamily {

  /**
   * OpenAI, and servers that speak its protocol with open models.
   *
   * <ul>
   *   <li>factor 1: the encodings are published byte-level BPEs that do not normalise, and those of
   *       open models are byte-level or fall back to bytes after NFKC, which the bytes count
   *   <li>128 a prompt: 3 prime the reply; the chat templates of open models put up to about a
   *       hundred of their own before the first message (a date line, a standing instruction)
   *   <li>8 a message: start, role, separator, end, name
   *   <li>400 for the use of tools: a dozen with OpenAI; the templates of open models explain in up
   *       to about 300 how a function is called
   *   <li>32 a tool: the frame of a definition
   *   <li>48,169 an image: the dearest published, a small model that counts 2,833 and 5,667 for
   *       each of at most 8 tiles; the large models are below 10,000
   *   <li>2,000,000 a file: no bound is published; no context window is larger
   * </ul>
   */
  OPENAI,

  /**
   * Anthropic.
   *
   * <ul>
   *   <li>factor 1.2: the tokenizer is not published, so that nothing is proved; an earlier,
   *       published one was a BPE after NFKC
   *   <li>64 a prompt: a text of one letter is counted as about eight
   *   <li>16 a message: turn marks and content block frames
   *   <li>1,200 for the use of tools: the published counts of its own prompt reach from 159 to 935
   *   <li>64 a tool: the frame of a definition
   *   <li>5,000 an image: width × height ÷ 750 after scaling, at most about 1,600, and 4,784 with
   *       the models that take larger ones
   *   <li>2,000,000 a file: no context window is larger
   * </ul>
   */
  ANTHROPIC,

  /**
   * The simulated adapter and the provider emulator. They count four bytes as a token, 3 a prompt,
   * 4 a message, 8 a tool and 85 an image.
   */
  SIMULATED,

  /** Any other adapter: the dearest of each figure above. */
  GENERIC;

  private static final BigDecimal UNPROVED = new BigDecimal("1.2");

  /** The family of an adapter, by its name in lower case; {@link #GENERIC} for an unknown one. */
  public static TokenFamily ofAdapter(String adapter) {
    return switch (adapter.toLowerCase(Locale.ROOT)) {
      case "openai" -> OPENAI;
      case "anthropic" -> ANTHROPIC;
      case "simulated" -> SIMULATED;
      default -> GENERIC;
    };
  }

  /** The bound that holds for the family's providers. */
  public TokenBound bound() {
    return switch (this) {
      case OPENAI -> new TokenBound(BigDecimal.ONE, 128, 8, 400, 32, 48_169, 2_000_000, null);
      case ANTHROPIC -> new TokenBound(UNPROVED, 64, 16, 1_200, 64, 5_000, 2_000_000, null);
      case SIMULATED -> new TokenBound(BigDecimal.ONE, 16, 8, 600, 16, 100, 100, null);
      case GENERIC -> new TokenBound(UNPROVED, 128, 16, 1_200, 64, 48_169, 2_000_000, null);
    };
  }
}
