/**
 * The proof that a record is its tenant's own: a JWS in one header, bound to the record's topic,
 * tenant, correlation id and value. Signing, checking, and the key sets that both sides need.
 *
 * <p>{@link dev.barnabas.signing.RecordSigner} signs, {@link
 * dev.barnabas.signing.RecordSignature#read} takes a header apart, {@link
 * dev.barnabas.signing.KeyLookup} holds the public keys of one place. The form is decided in
 * docs/decisions/0011.
 */
@NullMarked
package dev.barnabas.signing;

import org.jspecify.annotations.NullMarked;
