package dev.barnabas.pricing;

/**
 * The tokens of a call that are not text. Each is a part of the call's input or output, and none is
 * a part of another, of what a cache gave or took, or of reasoning.
 *
 * @param audioInput of the input: audio
 * @param imageInput of the input: images
 * @param audioOutput of the output: audio
 */
public record Modalities(long audioInput, long imageInput, long audioOutput) {

  /** Text only. */
  public static final Modalities NONE = new Modalities(0, 0, 0);

  /**
   * @throws IllegalArgumentException if a count is negative or above {@link Usage#MAX_TOKENS}
   */
  public Modalities {
    Usage.requireCount(audioInput, "audioInput");
    Usage.requireCount(imageInput, "imageInput");
    Usage.requireCount(audioOutput, "audioOutput");
  }

  /** All of them that are input. */
  public long input() {
    return audioInput + imageInput;
  }

  /** What of them finds room: audio first, then images. */
  Modalities within(long inputTokens, long outputTokens) {
    long audio = Math.min(audioInput, inputTokens);
    return new Modalities(
        audio, Math.min(imageInput, inputTokens - audio), Math.min(audioOutput, outputTokens));
  }
}
