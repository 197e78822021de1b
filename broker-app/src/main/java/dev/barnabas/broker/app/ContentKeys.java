package dev.barnabas.broker.app;

import dev.barnabas.broker.request.TenantKeys;
import java.util.Map;

/**
 * The keys that the content of open requests is sealed with.
 *
 * @param activeId the one that seals
 * @param keys all that open, by id
 */
public record ContentKeys(String activeId, Map<String, TenantKeys> keys) {
  /** The id of the key that is derived from the master key. */
  static final String MASTER = "1";

  /** Refuses an active key that is not there. */
  public ContentKeys {
    keys = Map.copyOf(keys);
    if (!keys.containsKey(activeId)) {
      throw new IllegalArgumentException("there is no content key " + activeId);
    }
  }

  /** The master key alone. */
  public static ContentKeys of(TenantKeys master) {
    return new ContentKeys(MASTER, Map.of(MASTER, master));
  }
}
