/**
 * What every process of Barnabas agrees on before it reads or writes a record: the names and
 * settings of the topics, the partition a tenant lives in, the bytes of a value, and the headers
 * beside it.
 *
 * <p>Start with {@link dev.barnabas.topics.TopicCatalogue} for the topics, {@link
 * dev.barnabas.topics.RecordCodec} for the values and {@link dev.barnabas.topics.KafkaSettings} for
 * the clients. Nothing here decides anything about a request.
 */
@NullMarked
package dev.barnabas.topics;

import org.jspecify.annotations.NullMarked;
