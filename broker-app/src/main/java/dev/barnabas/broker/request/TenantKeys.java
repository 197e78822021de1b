package dev.barnabas.broker.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes, one key per tenant and purpose, derived by HMAC-SHA256 from a master key that all
 * instances share.
 *
 * <p>An attempt's id is opaque and carries its own proof: 16 bytes keyed by tenant and correlation
 * id, then 8 bytes keyed over these and the partner, so that an id we never gave to that partner is
 * told apart from one we have forgotten. Any thread.
 */
public final class TenantKeys {
  private static final HexFormat HEX = HexFormat.of();
  private static final int KEPT = 10_000;

  private final byte[] master;

  /** Initialised and never used themselves: a copy is far cheaper than a new one. */
  private final Map<KeyName, Mac> macs = new ConcurrentHashMap<>();

  private record KeyName(String purpose, String tenantId) {}

  /**
   * @param master 32 bytes or more
   */
  public TenantKeys(byte[] master) {
    if (master.length < 32) {
      throw new IllegalArgumentException(
          "the master key has " + master.length + " bytes, needs 32");
    }
    this.master = master.clone();
  }

  /** A 32-byte key for one purpose of one tenant. */
  public byte[] derive(String purpose, String tenantId) {
    return hmac(master, parts(purpose, tenantId));
  }

  /** A keyed hash, hex, of texts, each length-prefixed. */
  public String hash(String purpose, String tenantId, String... texts) {
    return HEX.formatHex(mac(purpose, tenantId).doFinal(parts(texts)));
  }

  /** The opaque id of an attempt. */
  public String attemptId(RequestKey key, int number, String partnerId) {
    byte[] id =
        mac("attempt", key.tenantId())
            .doFinal(parts(key.correlationId(), Integer.toString(number)));
    String head = HEX.formatHex(id, 0, 16);
    return head + proof(head, partnerId);
  }

  /** Whether we gave this attempt id to that partner. */
  public boolean issued(String attemptId, String partnerId) {
    return attemptId.length() == 48
        && proof(attemptId.substring(0, 32), partnerId).equals(attemptId.substring(32));
  }

  /** What a record of ours on a topic that tenants also write to must carry. */
  public String controlProof(long version, String sha256) {
    return hash("control", "", Long.toString(version), sha256);
  }

  /** What an erasure of a tenant must carry. */
  public String erasureProof(String tenantId, Instant erasedAt) {
    return hash("control", "", "erase", tenantId, Long.toString(erasedAt.toEpochMilli()));
  }

  /** A 32-byte key for one purpose of one tenant, gone when the salt is. */
  public byte[] derive(String purpose, String tenantId, byte[] salt) {
    return hmac(derive(purpose, tenantId), salt);
  }

  private String proof(String head, String partnerId) {
    return HEX.formatHex(mac("attempt-proof", "").doFinal(parts(head, partnerId)), 0, 8);
  }

  private Mac mac(String purpose, String tenantId) {
    if (macs.size() > KEPT) {
      macs.clear();
    }
    Mac kept =
        macs.computeIfAbsent(
            new KeyName(purpose, tenantId), name -> keyed(derive(purpose, tenantId)));
    try {
      return (Mac) kept.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be copied", e);
    }
  }

  private static byte[] parts(String... texts) {
    byte[][] all = new byte[texts.length][];
    int size = 0;
    for (int i = 0; i < texts.length; i++) {
      all[i] = texts[i].getBytes(UTF_8);
      size += 4 + all[i].length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    for (byte[] part : all) {
      buffer.putInt(part.length).put(part);
    }
    return buffer.array();
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    return keyed(key).doFinal(data);
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
