package dev.barnabas.broker.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A request's identity everywhere.
 *
 * @param tenantId the tenant
 * @param correlationId the tenant's id of the request
 */
public record RequestKey(String tenantId, String correlationId) {

  /**
   * Length-prefixed tenant, then the correlation id: unambiguous, and a tenant's requests lie side
   * by side.
   */
  public byte[] toBytes() {
    byte[] tenant = tenantId.getBytes(UTF_8);
    byte[] id = correlationId.getBytes(UTF_8);
    return ByteBuffer.allocate(2 + tenant.length + id.length)
        .putShort((short) tenant.length)
        .put(tenant)
        .put(id)
        .array();
  }

  /** The inverse of {@link #toBytes()}. */
  public static RequestKey fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] tenant = new byte[buffer.getShort()];
    buffer.get(tenant);
    byte[] id = new byte[buffer.remaining()];
    buffer.get(id);
    return new RequestKey(new String(tenant, UTF_8), new String(id, UTF_8));
  }
}
