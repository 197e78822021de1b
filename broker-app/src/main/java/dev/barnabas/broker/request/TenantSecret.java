package dev.barnabas.broker.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the key of a tenant's content is mixed from, and when it was last erased. Without the salt
 * nothing that was sealed with it can be read by anybody.
 *
 * @param erasedAt when the last erasure was asked for; the epoch if never
 * @param salt drawn by chance; null from an erasure to the next request
 */
public record TenantSecret(Instant erasedAt, byte @Nullable [] salt) {
  /** A tenant without any. */
  public static final TenantSecret NONE = new TenantSecret(Instant.EPOCH, null);

  /** With a salt. */
  public TenantSecret salted(byte[] next) {
    return new TenantSecret(erasedAt, next);
  }
}
