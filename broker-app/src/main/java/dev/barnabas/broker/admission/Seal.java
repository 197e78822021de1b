package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.RequestKey;
import java.util.Optional;

/**
 * Seals the raw side of a request so that a store, a changelog and a disk hold ciphertext. Any
 * thread.
 */
public interface Seal {
  /** A salt for a tenant, drawn by chance. */
  byte[] salt();

  /** Seals content under the tenant's salt; tenant and request are bound into it. */
  byte[] seal(RequestKey key, byte[] salt, Content content);

  /** Opens sealed content; empty where the key is gone or the bytes are not ours. */
  Optional<Content> open(RequestKey key, byte[] salt, byte[] sealed);

  /** Keeps nothing in memory with which a tenant's content could be opened. */
  void forget(String tenantId);
}
