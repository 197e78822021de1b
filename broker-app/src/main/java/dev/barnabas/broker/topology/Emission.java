package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.schemas.AttemptCancelled;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.CloudEventHeaders;
import dev.barnabas.topics.TraceHeaders;
import dev.barnabas.vocabulary.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Serialises a unit's outputs, all of them before the first is forwarded. */
final class Emission {
  private static final String SOURCE = "/barnabas/broker-app";

  private final BrokerRuntime runtime;
  private final int partition;

  Emission(BrokerRuntime runtime, int partition) {
    this.runtime = runtime;
    this.partition = partition;
  }

  /** The records of a unit; a dead letter takes its bytes from the record that caused it. */
  List<Record<OutKey, byte[]>> records(
      Unit unit, Policies policies, @Nullable Coordinates cause, @Nullable RawRecord raw) {
    List<Record<OutKey, byte[]>> records = new ArrayList<>();
    for (Output output : unit.outputs()) {
      Record<OutKey, byte[]> record =
          switch (output) {
            case Output.Response response -> response(unit, response, policies);
            case Output.Metered metered -> metered(unit, metered, policies);
            case Output.Decided decided -> decided(unit, decided, policies, cause);
            case Output.Work work -> work(unit, work, policies);
            case Output.Cancelled cancelled -> cancelled(unit, cancelled);
            case Output.Refused refused -> refused(unit, refused, raw);
            case Output.Alarm alarm ->
                here(
                    unit,
                    runtime.names().alerts(),
                    alarm.tenantId(),
                    Outbound.alert(alarm, unit.now()));
          };
      runtime.meters().written(output);
      records.add(record);
    }
    return records;
  }

  /** A record that goes on unchanged to its home partition. */
  Record<OutKey, byte[]> moved(RawRecord raw, int home, long now, Headers headers) {
    return new Record<>(
        new OutKey(runtime.names().misplaced(), home, raw.key()), raw.value(), now, headers);
  }

  private Record<OutKey, byte[]> response(Unit unit, Output.Response response, Policies policies) {
    byte[] value =
        bounded(Outbound.response(response, unit.now(), policies), ErrorCode.RESPONSE_TOO_LARGE);
    return record(
        unit,
        new OutKey(
            runtime.responseTopic(response.key().tenantId()),
            partition,
            bytes(response.key().correlationId())),
        value,
        traced(response.state()));
  }

  private Record<OutKey, byte[]> metered(Unit unit, Output.Metered metered, Policies policies) {
    UsageEvent event =
        OutboundUsage.event(
            metered,
            runtime.writerId(partition, unit.meta()),
            unit.nextUsageEvent(),
            unit.now(),
            policies);
    return record(
        unit,
        new OutKey(runtime.names().metering(), partition, bytes(metered.key().tenantId())),
        bounded(event, ErrorCode.INTERNAL),
        CloudEventHeaders.of(event, SOURCE));
  }

  private Record<OutKey, byte[]> decided(
      Unit unit, Output.Decided decided, Policies policies, @Nullable Coordinates cause) {
    return here(
        unit,
        runtime.names().decisions(),
        decided.key().tenantId(),
        Outbound.decision(decided, unit.nextDecision(), unit.now(), policies, cause));
  }

  private Record<OutKey, byte[]> work(Unit unit, Output.Work work, Policies policies) {
    String partner = work.link().partnerId();
    String topic =
        switch (work.state().lane()) {
          case REALTIME -> runtime.names().work(partner);
          case BULK -> runtime.names().workBulk(partner);
        };
    byte[] value = bounded(Outbound.work(work, partition, policies), ErrorCode.REQUEST_TOO_LARGE);
    return record(
        unit,
        new OutKey(topic, null, bytes(work.attempt().attemptId())),
        value,
        traced(work.state()));
  }

  private Record<OutKey, byte[]> cancelled(Unit unit, Output.Cancelled cancelled) {
    return here(
        unit,
        runtime.names().cancelledAttempts(),
        cancelled.attemptId(),
        new AttemptCancelled(
            cancelled.attemptId(), cancelled.partnerId(), cancelled.deadline(), unit.now()));
  }

  private Record<OutKey, byte[]> refused(
      Unit unit, Output.Refused refused, @Nullable RawRecord raw) {
    if (raw == null) {
      throw new IllegalStateException("a timer has no record to refuse");
    }
    var letter =
        runtime
            .deadLetters()
            .of(
                raw.readAt(),
                raw.origin(),
                refused.reason(),
                refused.detail(),
                refused.position(),
                raw.key(),
                raw.value(),
                raw.headers(),
                unit.now());
    return record(
        unit,
        new OutKey(runtime.names().deadLetter(), null, raw.key()),
        runtime.codec().encode(letter),
        new RecordHeaders());
  }

  private Record<OutKey, byte[]> here(
      Unit unit, String topic, @Nullable String key, SpecificRecord value) {
    return record(
        unit,
        new OutKey(topic, partition, key == null ? null : bytes(key)),
        bounded(value, ErrorCode.INTERNAL),
        new RecordHeaders());
  }

  private byte[] bounded(SpecificRecord record, ErrorCode tooLarge) {
    byte[] bytes = runtime.codec().encode(record);
    if (bytes.length > runtime.maxRecordBytes()) {
      throw new Oversize(tooLarge);
    }
    return bytes;
  }

  private static Headers traced(@Nullable RequestState state) {
    Headers headers = new RecordHeaders();
    if (state != null && state.traceparent() != null) {
      TraceHeaders.inject(TraceHeaders.parse(state.traceparent()), headers);
    }
    return headers;
  }

  private static Record<OutKey, byte[]> record(
      Unit unit, OutKey key, byte[] value, Headers headers) {
    return new Record<>(key, value, unit.now().toEpochMilli(), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
