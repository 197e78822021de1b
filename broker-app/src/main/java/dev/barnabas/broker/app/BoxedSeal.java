package dev.barnabas.broker.app;

import dev.barnabas.broker.admission.Seal;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.broker.topology.StateCodec;
import dev.barnabas.redaction.SealedBox;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Seals with AES-256-GCM under a key of the tenant; tenant and request are bound as associated
 * data. Any thread.
 */
public final class BoxedSeal implements Seal {
  private static final int KEPT = 10_000;

  private final TenantKeys keys;
  private final Map<String, SealedBox> boxes = new ConcurrentHashMap<>();

  /**
   * @param keys derives the tenants' keys
   */
  public BoxedSeal(TenantKeys keys) {
    this.keys = keys;
  }

  @Override
  public byte[] seal(RequestKey key, Content content) {
    return box(key.tenantId()).seal(StateCodec.write(content), key.toBytes());
  }

  @Override
  public Optional<Content> open(RequestKey key, byte[] sealed) {
    return box(key.tenantId())
        .open(sealed, key.toBytes())
        .map(plain -> StateCodec.read(plain, Content.class));
  }

  private SealedBox box(String tenantId) {
    if (boxes.size() > KEPT) {
      boxes.clear();
    }
    return boxes.computeIfAbsent(
        tenantId, id -> new SealedBox("1", Map.of("1", keys.derive("content", id))));
  }
}
