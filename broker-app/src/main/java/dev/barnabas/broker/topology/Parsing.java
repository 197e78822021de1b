package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.TenantErased;
import dev.barnabas.schemas.Tick;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RequestJson;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.vocabulary.DeadLetterReason;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Bytes to events. Never throws on what a stranger wrote, and does no I/O. */
final class Parsing {
  private static final int LONGEST_ID = 200;

  private final RecordCodec codec;
  private final TopicNames names;
  private final int partitions;
  private final RequestSpans spans;

  Parsing(RecordCodec codec, TopicNames names, int partitions, RequestSpans spans) {
    this.names = names;
    this.spans = spans;
    this.codec = codec;
    this.partitions = partitions;
  }

  Arrival parse(RawRecord raw) {
    return switch (raw.kind()) {
      case REQUESTS -> request(raw);
      case CONTROL -> control(raw);
      case OUTCOMES -> outcome(raw);
      case FALLBACK -> fallback(raw);
      case MISPLACED -> OriginProof.unproven(raw.headers());
    };
  }

  private Arrival request(RawRecord raw) {
    return cancels(raw) ? cancel(raw) : asks(raw);
  }

  /** A topic of a tenant's own takes its cancellations too: the control topic is everybody's. */
  private boolean cancels(RawRecord raw) {
    return names.requestTenant(raw.source().topic()).isPresent()
        && !RequestJson.isJson(raw.headers())
        && typed(raw).filter(CancelRequest.class.getName()::equals).isPresent();
  }

  private Arrival cancel(RawRecord raw) {
    return understood(
        codec.decode(raw.value(), CancelRequest.class),
        record -> identified(record.getMetadata(), new Events.Cancel(key(record.getMetadata()))));
  }

  private Arrival asks(RawRecord raw) {
    Parsed<InferenceRequest> parsed =
        RequestJson.isJson(raw.headers())
            ? RequestJson.parse(raw.value())
            : codec.decode(raw.value(), InferenceRequest.class);
    int size = raw.value() == null ? 0 : raw.value().length;
    return understood(
        parsed,
        record -> {
          Span span = spans.start(raw);
          return identified(
              record.getMetadata(),
              new Events.Request(
                  Inbound.request(record, RequestSpans.traceparent(span), size), span));
        });
  }

  private Arrival control(RawRecord raw) {
    Optional<String> type = typed(raw);
    if (type.isEmpty()) {
      return untyped(raw);
    }
    if (type.get().equals(ConfigActivated.class.getName())) {
      return understood(
          codec.decode(raw.value(), ConfigActivated.class),
          record ->
              new Arrival.Understood(
                  raw.read().partition(),
                  new Events.Activation(record, Events.proof(raw.headers()))));
    }
    return type.get().equals(TenantErased.class.getName()) ? erasure(raw) : cancel(raw);
  }

  private Arrival erasure(RawRecord raw) {
    return understood(
        codec.decode(raw.value(), TenantErased.class),
        record ->
            TopicNames.isTenantSafe(record.getTenantId())
                ? new Arrival.Understood(
                    HomePartition.of(record.getTenantId(), partitions),
                    new Events.Erasure(record, Events.proof(raw.headers())))
                : new Arrival.Refused(DeadLetterReason.NO_IDENTITY, null, "tenantId"));
  }

  private Arrival outcome(RawRecord raw) {
    Optional<String> type = typed(raw);
    if (type.isEmpty()) {
      return untyped(raw);
    }
    if (type.get().equals(Tick.class.getName())) {
      return tick(raw);
    }
    return type.get().equals(CallStarted.class.getName())
        ? understood(
            codec.decode(raw.value(), CallStarted.class),
            record -> atHome(record.getHomePartition(), new Events.Started(record)))
        : understood(
            codec.decode(raw.value(), CallEnded.class),
            record -> atHome(record.getHomePartition(), new Events.Ended(Inbound.report(record))));
  }

  private Arrival fallback(RawRecord raw) {
    Optional<String> type = typed(raw);
    if (type.isEmpty()) {
      return untyped(raw);
    }
    return type.get().equals(Tick.class.getName())
        ? tick(raw)
        : understood(
            codec.decode(raw.value(), FailedAttempt.class),
            record -> atHome(record.getHomePartition(), new Events.Failed(record)));
  }

  private Arrival tick(RawRecord raw) {
    return understood(
        codec.decode(raw.value(), Tick.class),
        record ->
            atHome(
                record.getPartition(),
                new Events.Ticked(record.getNow(), raw.kind() == InputKind.OUTCOMES)));
  }

  private Arrival atHome(int home, Arrival.Event event) {
    return home < 0 || home >= partitions
        ? new Arrival.Refused(DeadLetterReason.UNREADABLE, "NO_SUCH_PARTITION", "homePartition")
        : new Arrival.Understood(home, event);
  }

  private Arrival identified(RequestMetadata metadata, Arrival.Event event) {
    if (!TopicNames.isTenantSafe(metadata.getTenantId())) {
      return new Arrival.Refused(DeadLetterReason.NO_IDENTITY, null, "metadata.tenantId");
    }
    String id = metadata.getCorrelationId();
    boolean sound =
        !id.isBlank() && id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
    return sound
        ? new Arrival.Understood(HomePartition.of(metadata.getTenantId(), partitions), event)
        : new Arrival.Refused(DeadLetterReason.NO_IDENTITY, null, "metadata.correlationId");
  }

  private static RequestKey key(RequestMetadata metadata) {
    return new RequestKey(metadata.getTenantId(), metadata.getCorrelationId());
  }

  private Optional<String> typed(RawRecord raw) {
    return codec.typeOf(raw.value());
  }

  /** A value without a known type: decoding it as any record says what is wrong with it. */
  private Arrival untyped(RawRecord raw) {
    return understood(
        codec.decode(raw.value(), Tick.class),
        _ -> new Arrival.Refused(DeadLetterReason.UNREADABLE, null, "value"));
  }

  private static <T extends SpecificRecord> Arrival understood(
      Parsed<T> parsed, Function<T, Arrival> event) {
    return switch (parsed) {
      case Parsed.Read<T>(T record) -> event.apply(record);
      case Parsed.Unreadable<T>(String code, String position) ->
          new Arrival.Refused(DeadLetterReason.UNREADABLE, code, position);
      case Parsed.SchemaUnknown<T>(int id) -> new Arrival.SchemaUnknown(id);
    };
  }
}
