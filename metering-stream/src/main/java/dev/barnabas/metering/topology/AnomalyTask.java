package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.metering.anomalies.AnomalyDecision;
import dev.barnabas.metering.anomalies.Finding;
import dev.barnabas.metering.anomalies.Moment;
import dev.barnabas.metering.anomalies.Observation;
import dev.barnabas.metering.topology.AnomalyEffect.Remember;
import dev.barnabas.metering.topology.AnomalyEffect.Tell;
import dev.barnabas.metering.topology.AnomalyEffect.Withheld;
import dev.barnabas.schemas.Alert;
import dev.barnabas.topics.SourceCoordinates;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for anomalies in the counted events of one partition. It decides about the whole event and
 * serialises what follows before it writes anything. A fault of it is logged and counted and costs
 * the event no more than being looked at: it is counted already. Used by the stream thread only.
 */
final class AnomalyTask {

  private static final Logger log = LoggerFactory.getLogger(AnomalyTask.class);

  private final MeteringSetup setup;
  private final MeteringMeters meters;
  private final ProcessorContext<byte[], Outgoing> context;
  private final AnomalyMemory memory;

  AnomalyTask(
      MeteringSetup setup, MeteringMeters meters, ProcessorContext<byte[], Outgoing> context) {
    this.setup = setup;
    this.meters = meters;
    this.context = context;
    this.memory = new AnomalyMemory(context, setup.mostSubjects());
    meters.subjectsChanged(memory.size());
  }

  /**
   * Looks at an event.
   *
   * @param now the wall clock
   */
  void observe(Observation seen, SourceCoordinates source, Instant now) {
    int subjects = memory.size();
    effects(seen, source, now).forEach(effect -> apply(effect, source));
    meters.subjectsChanged(memory.size() - subjects);
  }

  void close() {
    meters.subjectsChanged(-memory.size());
  }

  private List<AnomalyEffect> effects(Observation seen, SourceCoordinates source, Instant now) {
    try {
      return setup
          .anomalies()
          .decide(seen, memory::find, new Moment(source.appendedAt(), now))
          .stream()
          .map(decision -> effect(decision, source))
          .toList();
    } catch (KafkaException | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      meters.notLookedAt();
      log.atWarn()
          .addKeyValue("partition", source.partition())
          .addKeyValue("offset", source.offset())
          .addKeyValue("fault", e.getClass().getSimpleName())
          .log("Usage event was counted, but could not be looked at for anomalies");
      return List.of();
    }
  }

  private AnomalyEffect effect(AnomalyDecision decision, SourceCoordinates source) {
    String key = decision.key().text();
    byte[] state = WatchedState.encode(decision.watched());
    return switch (decision) {
      case AnomalyDecision.Note _ -> new Remember(key, state);
      case AnomalyDecision.Withhold withhold ->
          new Withheld(key, state, withhold.kind(), withhold.reason());
      case AnomalyDecision.Raise(var _, var _, Finding finding) ->
          new Tell(
              key,
              state,
              finding.kind(),
              finding.recordKey(),
              setup.codec().encode(alert(finding, source)));
    };
  }

  private void apply(AnomalyEffect effect, SourceCoordinates source) {
    memory.put(effect.key(), effect.state());
    switch (effect) {
      case Remember _ -> {}
      case Withheld withheld -> meters.withheld(withheld.kind(), withheld.reason());
      case Tell tell -> {
        context.forward(
            new Record<>(
                tell.recordKey().getBytes(UTF_8),
                new Outgoing(tell.alert(), source.partition()),
                source.appendedAt().toEpochMilli()),
            MeteringTopology.ALERTS);
        meters.alert(tell.kind());
      }
    }
  }

  private static Alert alert(Finding finding, SourceCoordinates source) {
    return Alert.newBuilder()
        .setAlertId(alertId(finding, source))
        .setTenantId(finding.tenantId())
        .setKind(finding.kind().name())
        .setSeverity(Finding.SEVERITY)
        .setSubject(finding.subject())
        .setNumbers(finding.numbers())
        .setMessage(finding.message())
        .setRaisedAt(source.appendedAt())
        .setComponent(UsageStage.COMPONENT)
        .build();
  }

  /** The same for the same finding in the same event, however often it is decided. */
  private static String alertId(Finding finding, SourceCoordinates source) {
    String text =
        String.join(
            "\n",
            source.topic(),
            Integer.toString(source.partition()),
            Long.toString(source.offset()),
            finding.kind().name(),
            finding.subject());
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
