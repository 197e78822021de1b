package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals bytes with AES-256-GCM. The box opens what any of its keys sealed and seals with the active
 * one, so a key can be changed without losing what is stored.
 *
 * <p>Layout: version (1 byte), length of the key id (1), key id, nonce (12), ciphertext with its
 * tag of 16 bytes. The header is authenticated with the caller's additional data. Safe for many
 * threads.
 */
public final class SealedBox {

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int MAX_KEY_ID_BYTES = 64;

  private final SecureRandom random = new SecureRandom();
  private final String activeKeyId;
  private final Map<String, SecretKey> keys;

  /**
   * Makes a box.
   *
   * @param activeKeyId the key to seal with; at most 64 bytes in UTF-8
   * @param keys key id to 32 random bytes
   * @throws IllegalArgumentException if the active key is not among the keys, or a key has another
   *     length
   */
  public SealedBox(String activeKeyId, Map<String, byte[]> keys) {
    this.activeKeyId = requireNonNull(activeKeyId, "activeKeyId");
    this.keys = new HashMap<>();
    keys.forEach((id, key) -> this.keys.put(checkedId(id), checkedKey(id, key)));
    if (!this.keys.containsKey(activeKeyId)) {
      throw new IllegalArgumentException("no key for the active key id: " + activeKeyId);
    }
  }

  private static String checkedId(String id) {
    int length = id.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MAX_KEY_ID_BYTES) {
      throw new IllegalArgumentException("key id must have 1 to 64 bytes: " + id);
    }
    return id;
  }

  private static SecretKey checkedKey(String id, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("key must have 32 bytes: " + id);
    }
    return new SecretKeySpec(key, "AES");
  }

  /** Seals bytes, bound to additional data that {@link #open} must be given again. */
  public byte[] seal(byte[] plain, byte[] aad) {
    byte[] id = activeKeyId.getBytes(StandardCharsets.UTF_8);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] header =
        ByteBuffer.allocate(2 + id.length + NONCE_BYTES)
            .put(VERSION)
            .put((byte) id.length)
            .put(id)
            .put(nonce)
            .array();
    try {
      SecretKey key = requireNonNull(keys.get(activeKeyId), "active key");
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, header, aad).doFinal(plain);
      return ByteBuffer.allocate(header.length + sealed.length).put(header).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is part of every JDK", e);
    }
  }

  /**
   * Opens what was sealed; empty if it is broken, changed, bound to other additional data, or
   * sealed with a key this box does not have.
   */
  public Optional<byte[]> open(byte[] sealed, byte[] aad) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(sealed);
      if (buffer.get() != VERSION) {
        return Optional.empty();
      }
      byte[] id = new byte[buffer.get() & 0xFF];
      buffer.get(id);
      byte[] nonce = new byte[NONCE_BYTES];
      buffer.get(nonce);
      byte[] header = new byte[buffer.position()];
      System.arraycopy(sealed, 0, header, 0, header.length);
      byte[] body = new byte[buffer.remaining()];
      buffer.get(body);
      @Nullable SecretKey key = keys.get(new String(id, StandardCharsets.UTF_8));
      return key == null
          ? Optional.empty()
          : Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, header, aad).doFinal(body));
    } catch (BufferUnderflowException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] header, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(aad);
    return cipher;
  }
}
