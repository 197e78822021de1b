package dev.barnabas.emulator.fault;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault with its settings; what is absent takes the kind's default.
 *
 * @param retryAfter what 429-after names; 2 s
 * @param bytes huge: body size, 256 MiB; drip: bytes a step, 1; reset, truncated and stall: body
 *     bytes sent before the end, half of the body
 * @param interval drip and keep-alives: pause between steps, 1 s
 * @param failures flaky: failures per prompt, 2
 */
public record Fault(
    FaultKind kind,
    @Nullable Duration retryAfter,
    @Nullable Long bytes,
    @Nullable Duration interval,
    @Nullable Integer failures) {
  private static final long HUGE_BYTES = 256L << 20;

  public Fault {
    Objects.requireNonNull(kind, "kind");
    if (retryAfter != null && retryAfter.isNegative()) {
      throw new IllegalArgumentException("retryAfterSeconds is negative");
    }
    if (bytes != null && bytes < 0) {
      throw new IllegalArgumentException("bytes is negative");
    }
    if (interval != null && interval.isNegative()) {
      throw new IllegalArgumentException("intervalMs is negative");
    }
    if (failures != null && failures < 1) {
      throw new IllegalArgumentException("failures is below 1");
    }
  }

  public static Fault of(FaultKind kind) {
    return new Fault(kind, null, null, null, null);
  }

  public static Fault none() {
    return of(FaultKind.NONE);
  }

  public Duration retryAfterOrDefault() {
    return retryAfter == null ? Duration.ofSeconds(2) : retryAfter;
  }

  public Duration intervalOrDefault() {
    return interval == null ? Duration.ofSeconds(1) : interval;
  }

  public int failuresOrDefault() {
    return failures == null ? 2 : failures;
  }

  public long hugeBytes() {
    return bytes == null ? HUGE_BYTES : bytes;
  }

  public long dripBytes() {
    return bytes == null ? 1 : Math.max(1, bytes);
  }

  /** Body bytes sent before a reset, a truncation or a stall of a body of {@code length} bytes. */
  public long bytesBeforeEnd(long length) {
    return bytes == null ? length / 2 : Math.min(bytes, length);
  }
}
