package dev.barnabas.cli.verify;

import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.TenantErased;
import dev.barnabas.schemas.Tick;
import dev.barnabas.topics.OriginHeaders;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * P7: a record that cannot be read, is not authenticated or conflicts goes to the dead letters
 * once, with coordinates and a reason, gets no response and makes no state.
 */
final class DeadLettersOnce implements Promise {
  private static final Set<String> REASONS =
      Arrays.stream(DeadLetterReason.values()).map(Enum::name).collect(Collectors.toSet());

  /** Of these the record was understood, and a fault of ours came after. */
  private static final Set<String> WITH_STATE =
      EnumSet.of(
              DeadLetterReason.INTERNAL,
              DeadLetterReason.QUARANTINED,
              DeadLetterReason.UNKNOWN_ATTEMPT)
          .stream()
          .map(Enum::name)
          .collect(Collectors.toSet());

  private static final Set<String> FOR_UNREADABLE =
      EnumSet.of(
              DeadLetterReason.UNREADABLE,
              DeadLetterReason.SCHEMA_NOT_FOUND,
              DeadLetterReason.SCHEMA_UNAVAILABLE)
          .stream()
          .map(Enum::name)
          .collect(Collectors.toSet());

  @Override
  public PromiseReport check(Evidence evidence) {
    return new Run(evidence).report();
  }

  /** One check. */
  private static final class Run {
    private final Evidence evidence;
    private final Findings findings = new Findings("P7", "refused once, and without a trace");
    private final Map<Coordinates, SnapshotRecord> inputs = new HashMap<>();
    private final Instant since;
    private long unreadable;

    Run(Evidence evidence) {
      this.evidence = evidence;
      this.since = evidence.since();
      evidence
          .snapshot()
          .topics(evidence.roles()::inputs)
          .forEach(record -> inputs.put(record.at(), record));
    }

    PromiseReport report() {
      Set<Coordinates> seen = new HashSet<>();
      for (Located<DeadLetter> letter : evidence.letters()) {
        Coordinates origin = Evidence.origin(letter.record());
        if (!seen.add(origin)) {
          findings.violated(
              "DEAD_LETTER_DOUBLED", "the record was refused before", letter.at(), origin);
        }
        named(letter, origin);
        traceless(letter, origin);
      }
      inputs.values().stream()
          .filter(record -> !record.appendedAt().isBefore(since))
          .forEach(this::read);
      findings
          .examined("input records read again", inputs.size())
          .counted("of these unreadable", unreadable)
          .counted("dead letters", evidence.letters().size());
      return findings.report();
    }

    private void named(Located<DeadLetter> located, Coordinates origin) {
      DeadLetter letter = located.record();
      if (!REASONS.contains(letter.getReason())) {
        findings.violated(
            "REASON_UNKNOWN", "no reason is called " + letter.getReason(), located.at(), origin);
      }
      Coordinates source =
          new Coordinates(
              letter.getSourceTopic(), letter.getSourcePartition(), letter.getSourceOffset());
      if (source.offset() < evidence.snapshot().beginning(source.topic(), source.partition())) {
        return;
      }
      SnapshotRecord record = inputs.get(source);
      if (record == null) {
        findings.violated(
            "NO_SUCH_RECORD", "no record lies where it is said to lie", located.at(), source);
        return;
      }
      byte[] value = record.value();
      String sha256 = value == null ? "" : sha256(value);
      String said = letter.getValueSha256() == null ? "" : letter.getValueSha256();
      if (letter.getValueSize() != (value == null ? -1 : value.length) || !said.equals(sha256)) {
        findings.violated(
            "OTHER_RECORD", "the value there is not the one refused", located.at(), source);
      }
    }

    /** No decision but the conflict itself was made about the record, and nobody was answered. */
    private void traceless(Located<DeadLetter> located, Coordinates origin) {
      String reason = located.record().getReason();
      if (WITH_STATE.contains(reason)) {
        return;
      }
      boolean conflict = reason.equals(DeadLetterReason.IDEMPOTENCY_CONFLICT.name());
      for (Located<Decision> decision : evidence.decisionsFrom(origin)) {
        if (!(conflict && Evidence.is(decision, DecisionKind.CONFLICT))) {
          findings.violated(
              "REFUSED_AND_DECIDED",
              "the record was refused " + reason + " and made " + decision.record().getKind(),
              decision.at(),
              origin);
        }
      }
      evidence
          .requestAt(origin)
          .map(request -> Evidence.idOf(request.record()))
          .filter(id -> !evidence.firsts().containsKey(id))
          .ifPresent(id -> unanswered(located, id));
    }

    private void unanswered(Located<DeadLetter> letter, RequestId id) {
      evidence.responsesOf(id).stream()
          .findFirst()
          .ifPresent(response ->
              findings.violated(
                  "REFUSED_AND_ANSWERED",
                  "the record was refused " + letter.record().getReason() + " and answered",
                  response.at(),
                  id));
    }

    /** Reads a record as broker-app has to. */
    private void read(SnapshotRecord record) {
      if (record.at().topic().equals(evidence.snapshot().names().misplaced())) {
        moved(record);
        return;
      }
      Optional<String> code = unreadable(record);
      List<Located<DeadLetter>> letters = evidence.lettersOf(record.at());
      boolean refused =
          letters.stream().anyMatch(l -> FOR_UNREADABLE.contains(l.record().getReason()));
      if (code.isPresent()) {
        unreadable++;
        if (!refused) {
          findings.violated(
              "UNREADABLE_NOT_REFUSED",
              "the record is unreadable (" + code.get() + ") and not in the dead letters",
              record.at(),
              record.at());
        }
        return;
      }
      boolean ours = record.as(ConfigActivated.class) != null;
      if (refused && !ours && letters.stream().noneMatch(l -> internal(l.record()))) {
        findings.violated(
            "READABLE_REFUSED",
            "the record can be read and was refused as unreadable",
            record.at(),
            record.at());
      }
      InferenceRequest request = record.as(InferenceRequest.class);
      if (request != null && !Identity.sound(request.getMetadata()) && letters.isEmpty()) {
        findings.violated(
            "NOBODY_NOT_REFUSED",
            "the record names nobody to answer and is not in the dead letters",
            record.at(),
            record.at());
      }
    }

    /** A moved record says where it was first written; else it is refused. */
    private void moved(SnapshotRecord record) {
      if (OriginHeaders.of(record.headers()).isEmpty()
          && evidence.lettersOf(record.at()).isEmpty()) {
        findings.violated(
            "ORIGIN_UNKNOWN_NOT_REFUSED",
            "the moved record names no origin and is not in the dead letters",
            record.at(),
            record.at());
      }
    }

    private static boolean internal(DeadLetter letter) {
      return "INTERNAL".equals(letter.getDetail())
          || "NO_SUCH_PARTITION".equals(letter.getDetail());
    }

    private Optional<String> unreadable(SnapshotRecord record) {
      return switch (record.reading()) {
        case Reading.Unreadable(String code, String _) -> Optional.of(code);
        case Reading.Decoded(SpecificRecord value) ->
            expected(record.at().topic()).contains(value.getClass())
                ? Optional.empty()
                : Optional.of("WRONG_RECORD");
      };
    }

    private Set<Class<? extends SpecificRecord>> expected(String topic) {
      var names = evidence.snapshot().names();
      if (names.requestTenant(topic).isPresent()) {
        return Set.of(InferenceRequest.class, CancelRequest.class);
      }
      if (evidence.roles().requests(topic)) {
        return Set.of(InferenceRequest.class);
      }
      if (topic.equals(names.control())) {
        return Set.of(CancelRequest.class, ConfigActivated.class, TenantErased.class);
      }
      return topic.equals(names.outcomes())
          ? Set.of(CallStarted.class, CallEnded.class, Tick.class)
          : Set.of(FailedAttempt.class, Tick.class);
    }

    private static String sha256(byte[] value) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
