package dev.barnabas.broker.app;

import dev.barnabas.broker.admission.Seal;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.topology.StateCodec;
import dev.barnabas.redaction.SealedBox;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Seals with AES-256-GCM under a key of the tenant, mixed from a content key and the tenant's salt;
 * tenant and request are bound as associated data. The newest content key seals, all of them open.
 * Any thread.
 */
public final class BoxedSeal implements Seal {
  private static final int KEPT = 10_000;
  private static final int SALT_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final ContentKeys keys;
  private final Map<String, Held> boxes = new ConcurrentHashMap<>();

  /** The box of a tenant's salt. */
  private record Held(byte[] salt, SealedBox box) {}

  /**
   * @param keys what tenants' keys are derived from
   */
  public BoxedSeal(ContentKeys keys) {
    this.keys = keys;
  }

  @Override
  public byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  @Override
  public byte[] seal(RequestKey key, byte[] salt, Content content) {
    return box(key.tenantId(), salt).seal(StateCodec.write(content), key.toBytes());
  }

  @Override
  public Optional<Content> open(RequestKey key, byte[] salt, byte[] sealed) {
    return box(key.tenantId(), salt)
        .open(sealed, key.toBytes())
        .map(plain -> StateCodec.read(plain, Content.class));
  }

  @Override
  public void forget(String tenantId) {
    boxes.remove(tenantId);
  }

  private SealedBox box(String tenantId, byte[] salt) {
    Held held = boxes.get(tenantId);
    if (held != null && MessageDigest.isEqual(held.salt(), salt)) {
      return held.box();
    }
    if (boxes.size() > KEPT) {
      boxes.clear();
    }
    Map<String, byte[]> derived = new HashMap<>();
    keys.keys().forEach((id, key) -> derived.put(id, key.derive("content", tenantId, salt)));
    SealedBox box = new SealedBox(keys.activeId(), derived);
    boxes.put(tenantId, new Held(salt.clone(), box));
    return box;
  }
}
