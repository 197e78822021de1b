package dev.barnabas.broker.request;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The raw side of an open request. Sealed in its store, and deleted in the unit of work that ends
 * the request.
 *
 * @param original what the tenant wrote
 * @param userId the tenant's user, echoed on the response
 * @param fingerprint SHA-256 over the canonical form, echoed on the response
 * @param vaults attempt id to what its placeholders stand for
 */
public record Content(
    Original original, @Nullable String userId, String fingerprint, Map<String, byte[]> vaults) {
  public Content {
    vaults = Map.copyOf(vaults);
  }

  /** With the vault of one more attempt. */
  public Content with(String attemptId, byte[] vault) {
    Map<String, byte[]> next = new HashMap<>(vaults);
    next.put(attemptId, vault);
    return new Content(original, userId, fingerprint, next);
  }
}
