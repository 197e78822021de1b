package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Bounds of one HTTP call. What each becomes is in {@link
 * dev.barnabas.adapter.http.ExchangeOutcome.Reason} and {@link
 * dev.barnabas.adapter.http.StreamReader}.
 *
 * @param connect until the connection stands; 5 s by default
 * @param firstByte from the start until the head of the answer is there; 60 s by default, because a
 *     partner that does not stream answers only when it has done
 * @param idle between two pieces of the answer's body, once its head is there; 15 s by default. Any
 *     byte counts, a stream's keep-alive too
 * @param total of the whole call; 60 s by default. A call's own timeout and deadline shorten it
 * @param maxResponseBytes of the answer: of the body as it comes, or of the text of a streamed one;
 *     1 MiB by default
 * @param maxStreamBytes of a streamed answer on the wire, where each word travels in an envelope of
 *     some hundred bytes; 64 MiB by default. None of it is kept
 */
public record CallLimits(
    Duration connect,
    Duration firstByte,
    Duration idle,
    Duration total,
    int maxResponseBytes,
    long maxStreamBytes) {

  public static final CallLimits DEFAULT =
      new CallLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          1024 * 1024,
          64L * 1024 * 1024);

  public CallLimits {
    requirePositive(connect, "connect");
    requirePositive(firstByte, "firstByte");
    requirePositive(idle, "idle");
    requirePositive(total, "total");
    requirePositive(maxResponseBytes, "maxResponseBytes");
    requirePositive(maxStreamBytes, "maxStreamBytes");
  }

  /** These limits with another bound on the head. */
  public CallLimits withFirstByte(Duration other) {
    return new CallLimits(connect, other, idle, total, maxResponseBytes, maxStreamBytes);
  }

  /** These limits with another bound on silence. */
  public CallLimits withIdle(Duration other) {
    return new CallLimits(connect, firstByte, other, total, maxResponseBytes, maxStreamBytes);
  }

  /** These limits with another bound on the whole call. */
  public CallLimits withTotal(Duration other) {
    return new CallLimits(connect, firstByte, idle, other, maxResponseBytes, maxStreamBytes);
  }

  /** These limits with another bound on the answer. */
  public CallLimits withMaxResponseBytes(int other) {
    return new CallLimits(connect, firstByte, idle, total, other, maxStreamBytes);
  }

  /** These limits with another bound on a stream. */
  public CallLimits withMaxStreamBytes(long other) {
    return new CallLimits(connect, firstByte, idle, total, maxResponseBytes, other);
  }

  private static void requirePositive(Duration value, String name) {
    if (requireNonNull(value, name).isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be above 0: " + value);
    }
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be above 0: " + value);
    }
  }
}
