package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.topics.SourceCoordinates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits for its schema, or for the key it says it is signed with.
 *
 * @param kind what its topic carries
 * @param read where it was read
 * @param origin where it was first written, null if there
 * @param schemaId the schema it waits for, where {@code keySince} is null
 * @param keySince since when it waits for a key; null where it waits for a schema
 * @param key its key
 * @param value its value
 * @param headers its headers
 */
record HeldRecord(
    InputKind kind,
    Coordinates read,
    @Nullable Coordinates origin,
    int schemaId,
    @Nullable Instant keySince,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<HeldHeader> headers) {

  /** One header. */
  record HeldHeader(String name, byte @Nullable [] value) {}

  static HeldRecord forSchema(RawRecord raw, int schemaId) {
    return of(raw, schemaId, null);
  }

  static HeldRecord forKey(RawRecord raw, Instant since) {
    return of(raw, 0, since);
  }

  private static HeldRecord of(RawRecord raw, int schemaId, @Nullable Instant keySince) {
    List<HeldHeader> headers = new ArrayList<>();
    raw.headers().forEach(h -> headers.add(new HeldHeader(h.key(), h.value())));
    Coordinates origin = raw.origin().isPresent() ? raw.source() : null;
    return new HeldRecord(
        raw.kind(), raw.read(), origin, schemaId, keySince, raw.key(), raw.value(), headers);
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
