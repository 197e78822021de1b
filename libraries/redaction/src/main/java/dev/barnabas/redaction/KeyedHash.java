package dev.barnabas.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 of values, so that equal values can be told without being known. */
final class KeyedHash {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int SHOWN_BYTES = 8;

  /** A shorter key could be guessed. */
  static final int SHORTEST_KEY = 16;

  private final SecretKeySpec key;

  KeyedHash(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The first 64 bits of the hash of a value of a type, in hexadecimal. */
  String of(String type, String identity) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(type.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      byte[] hash = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
      return HEX.formatHex(hash, 0, SHOWN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }
}
