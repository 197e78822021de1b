package dev.barnabas.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A new key pair. The private half is not printed.
 *
 * @param privateJwk the private key, a JWK, for the tenant
 * @param publicJwk the public key with its {@code tenants}, for the key set
 */
public record KeyPair(String privateJwk, String publicJwk) {
  /**
   * Draws a key pair.
   *
   * @param id its {@code kid}
   * @param algorithm what it signs with
   * @param tenants whom it signs for
   */
  public static KeyPair generate(String id, SignatureAlgorithm algorithm, Set<String> tenants) {
    try {
      JWK jwk =
          switch (algorithm) {
            case EDDSA ->
                new OctetKeyPairGenerator(Curve.Ed25519)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(algorithm.jws())
                    .generate();
            case ES256 ->
                new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(algorithm.jws())
                    .generate();
          };
      Map<String, Object> open = new LinkedHashMap<>(jwk.toPublicJWK().toJSONObject());
      open.put("tenants", List.copyOf(new TreeSet<>(tenants)));
      return new KeyPair(jwk.toJSONString(), JSONObjectUtils.toJSONString(open));
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK draws such keys", e);
    }
  }

  /**
   * A key set with one more public key; a key of the same id is replaced.
   *
   * @param keySet the set as it is; null for a new one
   * @param publicJwk the key
   * @throws IllegalArgumentException if one of both is not what it should be
   */
  public static String added(@Nullable String keySet, String publicJwk) {
    try {
      Map<String, Object> key = JSONObjectUtils.parse(publicJwk);
      Map<String, Object> all =
          keySet == null ? new LinkedHashMap<>() : JSONObjectUtils.parse(keySet);
      List<Map<String, Object>> keys = new ArrayList<>();
      Map<String, Object>[] before = JSONObjectUtils.getJSONObjectArray(all, "keys");
      if (before == null && keySet != null) {
        throw new IllegalArgumentException("is no key set");
      }
      if (before != null) {
        Arrays.stream(before)
            .filter(other -> !Objects.equals(key.get("kid"), other.get("kid")))
            .forEach(keys::add);
      }
      keys.add(key);
      all.put("keys", keys);
      return JSONObjectUtils.toJSONString(all);
    } catch (ParseException e) {
      throw new IllegalArgumentException("is no key set", e);
    }
  }

  @Override
  public String toString() {
    return "KeyPair[" + publicJwk + "]";
  }
}
