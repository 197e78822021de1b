/**
 * Who sent this? A consumer is not told who produced a record, so the record has to prove it: by a
 * signature, by the topic it lies in, or by both.
 *
 * <p>{@link dev.barnabas.broker.authentication.Authentication} is a pure policy over what the edge
 * hands it; it fails closed in every branch. What is not proven makes no state, gets no response
 * and closes no id: else a forged record could close a victim's.
 */
@NullMarked
package dev.barnabas.broker.authentication;

import org.jspecify.annotations.NullMarked;
