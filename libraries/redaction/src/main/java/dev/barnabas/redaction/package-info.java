/**
 * Takes personal data out of a chat request before a partner sees it, and puts it back into the
 * answer.
 *
 * <p>Start at {@link dev.barnabas.redaction.RedactionEngine}: texts and a compiled policy go in,
 * redacted texts and a {@link dev.barnabas.redaction.Vault} come out; {@link
 * dev.barnabas.redaction.Restorer} undoes it in the answer. Everything here is pure and may be used
 * by many threads at once, except the stream restorer. When in doubt the engine blocks: it never
 * hands back a text it could not look at.
 */
@NullMarked
package dev.barnabas.redaction;

import org.jspecify.annotations.NullMarked;
