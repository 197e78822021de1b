/**
 * What a provider adapter is: {@link dev.barnabas.adapter.ModelAdapter} turns one {@link
 * dev.barnabas.adapter.ModelCall} into one {@link dev.barnabas.adapter.ModelOutcome}.
 *
 * <p>An adapter makes one HTTP call per {@code infer}, never retries, and returns every expected
 * failure as a value. It is found by {@link java.util.ServiceLoader} under the name that a
 * configuration gives in {@code adapter:}. To add one, implement {@link
 * dev.barnabas.adapter.ModelAdapterFactory}, list it in {@code
 * META-INF/services/dev.barnabas.adapter.ModelAdapterFactory}, and extend the test kit's contract
 * suite.
 */
@NullMarked
package dev.barnabas.adapter;

import org.jspecify.annotations.NullMarked;
