package dev.barnabas.adapter;

/**
 * Tokens of a call that are not text; disjoint, and none of them in a cache or spent on reasoning.
 *
 * @param audioInputTokens of the input: audio
 * @param imageInputTokens of the input: images
 * @param audioOutputTokens of the output: audio
 */
public record TokenModalities(
    long audioInputTokens, long imageInputTokens, long audioOutputTokens) {

  /** Text only. */
  public static final TokenModalities NONE = new TokenModalities(0, 0, 0);

  public TokenModalities {
    TokenUsage.requireNotNegative(audioInputTokens, "audioInputTokens");
    TokenUsage.requireNotNegative(imageInputTokens, "imageInputTokens");
    TokenUsage.requireNotNegative(audioOutputTokens, "audioOutputTokens");
  }

  long input() {
    return audioInputTokens + imageInputTokens;
  }

  /** What of them finds room: audio first, then images. */
  TokenModalities within(long input, long output) {
    long audio = Math.min(audioInputTokens, input);
    return new TokenModalities(
        audio, Math.min(imageInputTokens, input - audio), Math.min(audioOutputTokens, output));
  }
}
