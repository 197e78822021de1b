package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.topics.SourceCoordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits for its schema.
 *
 * @param kind what its topic carries
 * @param read where it was read
 * @param origin where it was first written, null if there
 * @param schemaId what it waits for
 * @param key its key
 * @param value its value
 * @param headers its headers
 */
record HeldRecord(
    InputKind kind,
    Coordinates read,
    @Nullable Coordinates origin,
    int schemaId,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<HeldHeader> headers) {

  /** One header. */
  record HeldHeader(String name, byte @Nullable [] value) {}

  static HeldRecord of(RawRecord raw, int schemaId) {
    List<HeldHeader> headers = new ArrayList<>();
    raw.headers().forEach(h -> headers.add(new HeldHeader(h.key(), h.value())));
    Coordinates origin = raw.origin().isPresent() ? raw.source() : null;
    return new HeldRecord(
        raw.kind(), raw.read(), origin, schemaId, raw.key(), raw.value(), headers);
  }

  RawRecord raw() {
    Headers all = new RecordHeaders();
    headers.forEach(h -> all.add(h.name(), h.value()));
    Optional<SourceCoordinates> first =
        Optional.ofNullable(origin)
            .map(o -> new SourceCoordinates(o.topic(), o.partition(), o.offset(), o.appendedAt()));
    return new RawRecord(kind, read, first, key, value, all);
  }
}
