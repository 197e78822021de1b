/**
 * The adapter of every endpoint that speaks OpenAI's chat completions, by the official SDK.
 *
 * <p>The SDK writes the request and reads the answer; its transport and its retries are replaced by
 * {@link dev.barnabas.adapter.http.HttpTransport}, so that one {@code infer} is one HTTP request.
 */
@NullMarked
package dev.barnabas.adapter.openai;

import org.jspecify.annotations.NullMarked;
