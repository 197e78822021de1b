package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Addresses of wallets: Base58Check of a known version, Bech32 and Bech32m (BIP 173 and 350), and
 * the forty hexadecimal digits of Ethereum.
 */
final class CryptoRecognizer {

  private static final String BASE_58 =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String BECH_32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3
  };
  private static final int BECH_32M = 0x2BC830A3;
  private static final int PAYLOAD = 25;
  private static final int SHORTEST = 26;
  private static final int LONGEST = 90;

  private CryptoRecognizer() {}

  /** Reports a token that is an address; says whether it is one. */
  static boolean recognize(TextView view, Token token, SpanSink out) {
    int length = token.length();
    if (length < SHORTEST || length > LONGEST || token.underscored()) {
      return false;
    }
    char first = view.charAt(token.start());
    boolean found =
        switch (first) {
          case '1', '3', 'L', 'M', 'D' -> length <= 35 && base58(view, token);
          case 'b', 'B', 'l', 't' -> bech32(view, token);
          case '0' -> ethereum(view, token);
          default -> false;
        };
    if (found) {
      out.accept(token.start(), token.end(), EntityType.CRYPTO, Strength.VALIDATED);
    }
    return found;
  }

  private static boolean ethereum(TextView view, Token token) {
    if (token.length() != 42 || Chars.at(view, token.start() + 1) != 'x') {
      return false;
    }
    for (int p = token.start() + 2; p < token.end(); p++) {
      if (!Chars.hex(view.charAt(p))) {
        return false;
      }
    }
    return true;
  }

  private static boolean base58(TextView view, Token token) {
    byte[] bytes = new byte[PAYLOAD];
    for (int p = token.start(); p < token.end(); p++) {
      int carry = BASE_58.indexOf(view.charAt(p));
      if (carry < 0) {
        return false;
      }
      for (int i = PAYLOAD - 1; i >= 0; i--) {
        carry += (bytes[i] & 0xFF) * 58;
        bytes[i] = (byte) carry;
        carry >>>= 8;
      }
      if (carry != 0) {
        return false;
      }
    }
    int version = bytes[0] & 0xFF;
    boolean known =
        version == 0 || version == 5 || version == 0x30 || version == 0x32 || version == 0x1E;
    return known && checked(bytes);
  }

  private static boolean checked(byte[] bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(sha.digest(Arrays.copyOf(bytes, PAYLOAD - 4)));
      return Arrays.equals(hash, 0, 4, bytes, PAYLOAD - 4, PAYLOAD);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static boolean bech32(TextView view, Token token) {
    int separator = token.start();
    while (separator < token.start() + 5 && view.charAt(separator) != '1') {
      separator++;
    }
    if (view.charAt(separator) != '1' || !prefix(view, token.start(), separator)) {
      return false;
    }
    boolean mixed = token.uppers() > 0 && token.uppers() < token.letters();
    int check = 1;
    for (int p = token.start(); p < separator; p++) {
      check = step(check) ^ (Chars.lower(view.charAt(p)) >> 5);
    }
    check = step(check);
    for (int p = token.start(); p < separator; p++) {
      check = step(check) ^ (Chars.lower(view.charAt(p)) & 31);
    }
    for (int p = separator + 1; p < token.end(); p++) {
      int value = BECH_32.indexOf(Chars.lower(view.charAt(p)));
      if (value < 0) {
        return false;
      }
      check = step(check) ^ value;
    }
    return !mixed && (check == 1 || check == BECH_32M);
  }

  private static boolean prefix(TextView view, int start, int end) {
    String prefix = view.substring(start, end);
    return prefix.equalsIgnoreCase("bc")
        || prefix.equalsIgnoreCase("tb")
        || prefix.equalsIgnoreCase("ltc");
  }

  private static int step(int check) {
    int top = check >>> 25;
    int next = (check & 0x1FFFFFF) << 5;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }
}
