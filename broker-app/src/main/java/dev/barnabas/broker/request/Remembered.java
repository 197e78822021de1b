package dev.barnabas.broker.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What stays of a request that is wholly over (ended, its hold closed, the end of every call read):
 * enough to know a repeat of it, and to know an outcome that was counted before.
 *
 * @param key the identity
 * @param source where it was read
 * @param fingerprint version and keyed hash of the canonical form
 * @param attempts its attempts' ids
 * @param calls the first 8 bytes of the SHA-256 of the id of each call that was metered
 */
public record Remembered(
    RequestKey key, Coordinates source, String fingerprint, List<String> attempts, List<Long> calls)
    implements Known {
  public Remembered {
    attempts = List.copyOf(attempts);
    calls = List.copyOf(calls);
  }

  /** What stays of a {@linkplain RequestState#over() request that is over}. */
  public static Remembered of(RequestState over) {
    return new Remembered(
        over.key(),
        over.source(),
        over.fingerprint(),
        over.attempts().stream().map(Attempt::attemptId).toList(),
        over.attempts().stream()
            .flatMap(attempt -> attempt.calls().stream())
            .map(call -> shortHash(call.callId()))
            .toList());
  }

  /** Whether this call was metered before the request was over. */
  public boolean metered(String callId) {
    return calls.contains(shortHash(callId));
  }

  private static long shortHash(String callId) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(callId.getBytes(UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
