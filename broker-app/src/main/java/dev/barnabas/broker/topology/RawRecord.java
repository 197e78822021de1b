package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.topics.SourceCoordinates;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as read.
 *
 * @param kind what its first topic carries
 * @param read where it was read
 * @param origin where it was first written, for a moved record
 * @param key its key
 * @param value its value
 * @param headers its headers
 */
record RawRecord(
    InputKind kind,
    Coordinates read,
    Optional<SourceCoordinates> origin,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** Where it was first written: what decisions and duplicates name. */
  Coordinates source() {
    return origin
        .map(o -> new Coordinates(o.topic(), o.partition(), o.offset(), o.appendedAt()))
        .orElse(read);
  }

  /** Where it was read, for a dead letter. */
  SourceCoordinates readAt() {
    return new SourceCoordinates(read.topic(), read.partition(), read.offset(), read.appendedAt());
  }
}
