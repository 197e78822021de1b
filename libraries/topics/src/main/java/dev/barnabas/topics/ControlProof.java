package dev.barnabas.topics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.schemas.TenantErased;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.header.Headers;

/**
 * What a record of broker-app's own carries on the control topic, which tenants may write to: an
 * HMAC-SHA256, hex, under a key derived from the master key.
 */
public final class ControlProof {
  /** The header that carries it. */
  public static final String HEADER = ConfigurationLog.PROOF;

  private ControlProof() {}

  /**
   * Adds the proof of an erasure to a record's headers.
   *
   * @param masterKey the key that all instances of broker-app share
   */
  public static void add(Headers headers, byte[] masterKey, TenantErased erased) {
    String[] texts = texts(erased.getTenantId(), erased.getErasedAt().toEpochMilli());
    headers.add(HEADER, of(masterKey, texts).getBytes(US_ASCII));
  }

  /** What the proof of an erasure is about. */
  public static String[] texts(String tenantId, long erasedAtMillis) {
    return new String[] {"erase", tenantId, Long.toString(erasedAtMillis)};
  }

  static String of(byte[] masterKey, String... texts) {
    byte[] key = hmac(masterKey, parts("control", ""));
    return HexFormat.of().formatHex(hmac(key, parts(texts)));
  }

  private static byte[] parts(String... texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      all.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
