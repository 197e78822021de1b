package dev.barnabas.broker.request;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What makes a request the same as another, in the canonical form of now and in those of before:
 * what is stored names the version of its form, and a newcomer is compared in that version.
 *
 * @param version of the canonical form
 * @param hash SHA-256 over that form, hex
 * @param earlier the hash over an earlier version's form; empty for a version that is not known
 */
public record Fingerprints(
    String version, String hash, Function<String, Optional<String>> earlier) {
  private static final char AFTER_VERSION = ':';

  /**
   * What is stored: the version and the keyed hash.
   *
   * @param keyed the tenant's keyed hash
   */
  public String stored(UnaryOperator<String> keyed) {
    return version + AFTER_VERSION + keyed.apply(hash);
  }

  /**
   * Whether what was stored is of the same content. What was stored in a form that is not known is
   * of other content: it cannot be told, and nothing may be answered twice.
   *
   * @param stored by {@link #stored}
   * @param keyed the tenant's keyed hash
   */
  public boolean matches(String stored, UnaryOperator<String> keyed) {
    String form = stored.substring(0, Math.max(0, stored.indexOf(AFTER_VERSION)));
    Optional<String> mine = form.equals(version) ? Optional.of(hash) : earlier.apply(form);
    return mine.map(h -> form + AFTER_VERSION + keyed.apply(h)).filter(stored::equals).isPresent();
  }
}
