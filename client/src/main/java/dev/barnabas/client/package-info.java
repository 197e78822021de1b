/**
 * The thin Java client: submit a request and get a future, listen to responses, cancel.
 *
 * <p>{@link dev.barnabas.client.BarnabasClient} is the door. Responses are read with {@code
 * read_committed}, because Java's default shows events of transactions that were aborted.
 */
@NullMarked
package dev.barnabas.client;

import org.jspecify.annotations.NullMarked;
