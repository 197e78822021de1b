package dev.barnabas.topics;

/**
 * The one budget of sizes over topics, changelogs and producers, in bytes. A value is measured
 * before the first write; too large is an answer, never an exception.
 *
 * @param requestBytes largest value on the request topics (default 256 KiB)
 * @param answerBytes largest answer a worker reports (default 512 KiB)
 * @param restoredBytes largest answer after personal data was put back (default 1 MiB)
 */
public record SizeBudget(int requestBytes, int answerBytes, int restoredBytes) {
  /** Room for keys, headers, ids and batch overhead beside the content: 64 KiB. */
  public static final int OVERHEAD_BYTES = 64 * 1024;

  private static final int LARGEST = 64 * 1024 * 1024;

  /** Refuses sizes outside 1 KiB to 64 MiB. */
  public SizeBudget {
    check(requestBytes, "requestBytes");
    check(answerBytes, "answerBytes");
    check(restoredBytes, "restoredBytes");
  }

  /**
   * 256 KiB requests, 512 KiB answers, 1 MiB restored answers: what a configuration has that says
   * nothing under {@code sizes}.
   */
  public static SizeBudget ofDefaults() {
    return new SizeBudget(256 * 1024, 512 * 1024, 1024 * 1024);
  }

  /** {@code max.message.bytes} of the request topics: a request and its overhead. */
  public int requestMessageBytes() {
    return requestBytes + OVERHEAD_BYTES;
  }

  /**
   * {@code max.message.bytes} of every other topic and changelog, and {@code max.request.size} of
   * every producer of ours. Redaction may double a request (a short value becomes a longer
   * placeholder), restoring may grow an answer to {@link #restoredBytes()}.
   */
  public int messageBytes() {
    return Math.max(2 * requestBytes, Math.max(answerBytes, restoredBytes)) + OVERHEAD_BYTES;
  }

  private static void check(int bytes, String name) {
    if (bytes < 1024 || bytes > LARGEST) {
      throw new IllegalArgumentException(
          name + " must be between 1024 and " + LARGEST + " bytes, found " + bytes);
    }
  }
}
