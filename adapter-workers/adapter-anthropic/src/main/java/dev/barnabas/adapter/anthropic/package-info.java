/**
 * The adapter of Anthropic's messages, by the official SDK.
 *
 * <p>The SDK writes the request; its transport and its retries are replaced by {@link
 * dev.barnabas.adapter.http.HttpTransport}, so that one {@code infer} is one HTTP request.
 */
@NullMarked
package dev.barnabas.adapter.anthropic;

import org.jspecify.annotations.NullMarked;
