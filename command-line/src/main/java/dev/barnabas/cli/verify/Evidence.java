package dev.barnabas.cli.verify;

import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.vocabulary.DecisionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was read, joined once for all checks: by coordinates, by request, by attempt and by call.
 * Immutable after construction.
 */
final class Evidence {
  private final TopicSnapshot snapshot;
  private final CheckSettings settings;
  private final Ledger ledger;
  private final TopicRoles roles;
  private final Configurations configurations;
  private final List<Located<InferenceRequest>> requests;
  private final List<Located<Decision>> decisions;
  private final List<Located<DeadLetter>> letters;
  private final List<Located<UsageEvent>> usage;
  private final List<Located<CallStarted>> started;
  private final List<Located<CallEnded>> ended;
  private final List<Located<WorkItem>> work;
  private final Map<Coordinates, Located<InferenceRequest>> requestAt;
  private final Map<Coordinates, List<Located<Decision>>> decisionsBySource;
  private final Map<Coordinates, List<Located<DeadLetter>>> lettersByOrigin;
  private final Map<RequestId, List<Located<InferenceRequest>>> firsts;
  private final Map<RequestId, List<Located<InferenceResponse>>> responses;
  private final Map<RequestId, List<Located<UsageEvent>>> usageByRequest;
  private final Map<RequestId, List<Located<Decision>>> decisionsByRequest;
  private final Map<String, List<Located<UsageEvent>>> usageByCall;
  private final Map<String, List<Located<CallEnded>>> endedByCall;
  private final Map<String, List<Located<Decision>>> dispatches;
  private final Map<String, List<Located<FailedAttempt>>> failures;

  Evidence(TopicSnapshot snapshot, Ledger ledger, CheckSettings settings) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.ledger = ledger;
    this.roles = new TopicRoles(snapshot.names());
    this.configurations = Configurations.of(snapshot);
    this.letters = snapshot.of(DeadLetter.class, snapshot.names().deadLetter()::equals);
    this.lettersByOrigin = index(letters, l -> origin(l.record()));
    this.requests =
        snapshot.of(InferenceRequest.class, roles::requests).stream()
            .filter(r -> Identity.sound(r.record().getMetadata()))
            .toList();
    this.requestAt = new LinkedHashMap<>();
    requests.forEach(r -> requestAt.put(r.at(), r));
    this.decisions = snapshot.of(Decision.class, snapshot.names().decisions()::equals);
    this.decisionsBySource =
        index(
            decisions.stream().filter(d -> d.record().getSourceTopic() != null).toList(),
            d -> source(d.record()));
    this.decisionsByRequest = index(decisions, d -> idOf(d.record()));
    this.responses =
        index(snapshot.of(InferenceResponse.class, roles::responses), Evidence::idOfResponse);
    this.usage = snapshot.of(UsageEvent.class, snapshot.names().metering()::equals);
    this.usageByRequest =
        index(usage, u -> new RequestId(u.record().getTenantId(), u.record().getCorrelationId()));
    this.usageByCall = index(usage, u -> u.record().getCallId());
    String outcomes = snapshot.names().outcomes();
    Predicate<Located<?>> taken = r -> !lettersByOrigin.containsKey(r.at());
    this.started = snapshot.of(CallStarted.class, outcomes::equals).stream().filter(taken).toList();
    this.ended = snapshot.of(CallEnded.class, outcomes::equals).stream().filter(taken).toList();
    this.endedByCall = index(ended, e -> e.record().getCallId());
    this.work = snapshot.of(WorkItem.class, roles::work);
    this.dispatches =
        index(
            decisions.stream().filter(d -> is(d, DecisionKind.DISPATCHED)).toList(),
            d -> Objects.toString(d.record().getAttemptId()));
    this.failures =
        index(
            snapshot.of(FailedAttempt.class, snapshot.names().fallback()::equals),
            f -> f.record().getAttemptId());
    this.firsts =
        index(
            requests.stream().filter(r -> account(r.at()).firsts() > 0).toList(),
            r -> idOf(r.record()));
    firsts.values().forEach(list -> list.sort(Comparator.comparing(Located::appendedAt)));
  }

  /** What became of a request record, by the decisions and dead letters that name it. */
  Account account(Coordinates at) {
    List<Located<Decision>> named = decisionsBySource.getOrDefault(at, List.of());
    int admitted = count(named, DecisionKind.ADMITTED);
    int endings = count(named, DecisionKind.ENDED);
    return new Account(
        admitted > 0 ? admitted : endings,
        count(named, DecisionKind.DUPLICATE),
        count(named, DecisionKind.CONFLICT),
        lettersOf(at));
  }

  /**
   * What became of a request record.
   *
   * @param firsts times it was taken as new
   * @param duplicates times it was taken as a repeat
   * @param conflicts times it was refused as a conflict
   * @param letters its dead letters
   */
  record Account(int firsts, int duplicates, int conflicts, List<Located<DeadLetter>> letters) {}

  TopicSnapshot snapshot() {
    return snapshot;
  }

  CheckSettings settings() {
    return settings;
  }

  Ledger ledger() {
    return ledger;
  }

  TopicRoles roles() {
    return roles;
  }

  Configurations configurations() {
    return configurations;
  }

  /** Every readable request with a sound identity. */
  List<Located<InferenceRequest>> requests() {
    return requests;
  }

  Optional<Located<InferenceRequest>> requestAt(Coordinates at) {
    return Optional.ofNullable(requestAt.get(at));
  }

  /** Every decision, by partition and offset. */
  List<Located<Decision>> decisions() {
    return decisions;
  }

  List<Located<Decision>> decisionsFrom(Coordinates source) {
    return decisionsBySource.getOrDefault(source, List.of());
  }

  List<Located<Decision>> decisionsOf(RequestId id) {
    return decisionsByRequest.getOrDefault(id, List.of());
  }

  List<Located<DeadLetter>> letters() {
    return letters;
  }

  List<Located<DeadLetter>> lettersOf(Coordinates origin) {
    return lettersByOrigin.getOrDefault(origin, List.of());
  }

  /** The records that were taken as new, by request, in the order of their append times. */
  Map<RequestId, List<Located<InferenceRequest>>> firsts() {
    return firsts;
  }

  Map<RequestId, List<Located<InferenceResponse>>> responses() {
    return responses;
  }

  List<Located<InferenceResponse>> responsesOf(RequestId id) {
    return responses.getOrDefault(id, List.of());
  }

  List<Located<UsageEvent>> usage() {
    return usage;
  }

  List<Located<UsageEvent>> usageOf(RequestId id) {
    return usageByRequest.getOrDefault(id, List.of());
  }

  Map<String, List<Located<UsageEvent>>> usageByCall() {
    return usageByCall;
  }

  /** Announced calls, but those that were dead-lettered. */
  List<Located<CallStarted>> started() {
    return started;
  }

  /** Ended calls, but those that were dead-lettered. */
  List<Located<CallEnded>> ended() {
    return ended;
  }

  List<Located<CallEnded>> endsOf(String callId) {
    return endedByCall.getOrDefault(callId, List.of());
  }

  List<Located<WorkItem>> work() {
    return work;
  }

  /** The decisions that sent an attempt; several where it was handed back unstarted. */
  List<Located<Decision>> dispatchesOf(String attemptId) {
    return dispatches.getOrDefault(attemptId, List.of());
  }

  /** Whether an attempt was handed back as failed. */
  boolean failed(String attemptId) {
    return failures.containsKey(attemptId);
  }

  /**
   * Since when every topic is whole: requests appended before lost a part of their story to
   * retention and are not examined.
   */
  Instant since() {
    var names = snapshot.names();
    Predicate<String> story =
        topic ->
            (roles.inputs(topic) && !topic.equals(names.control()))
                || roles.responses(topic)
                || topic.equals(names.decisions())
                || topic.equals(names.metering())
                || topic.equals(names.deadLetter());
    return snapshot
        .topics(story)
        .filter(r ->
            r.at().offset() > 0
                && r.at().offset() == snapshot.beginning(r.at().topic(), r.at().partition()))
        .map(SnapshotRecord::appendedAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  static RequestId idOf(InferenceRequest request) {
    return new RequestId(
        request.getMetadata().getTenantId(), request.getMetadata().getCorrelationId());
  }

  static RequestId idOf(Decision decision) {
    return new RequestId(decision.getTenantId(), decision.getCorrelationId());
  }

  /** Where a record that was refused was first written. */
  static Coordinates origin(DeadLetter letter) {
    String topic = letter.getOriginTopic();
    Integer partition = letter.getOriginPartition();
    Long offset = letter.getOriginOffset();
    return topic == null || partition == null || offset == null
        ? new Coordinates(
            letter.getSourceTopic(), letter.getSourcePartition(), letter.getSourceOffset())
        : new Coordinates(topic, partition, offset);
  }

  static boolean is(Located<Decision> decision, DecisionKind kind) {
    return decision.record().getKind().equals(kind.name());
  }

  private static int count(List<Located<Decision>> named, DecisionKind kind) {
    return (int) named.stream().filter(d -> is(d, kind)).count();
  }

  private static RequestId idOfResponse(Located<InferenceResponse> response) {
    return new RequestId(response.record().getTenantId(), response.record().getCorrelationId());
  }

  private static Coordinates source(Decision decision) {
    return new Coordinates(
        decision.getSourceTopic(),
        Objects.requireNonNullElse(decision.getSourcePartition(), -1),
        Objects.requireNonNullElse(decision.getSourceOffset(), -1L));
  }

  private static <K, T> Map<K, List<Located<T>>> index(
      List<Located<T>> records, Function<Located<T>, K> key) {
    Map<K, List<Located<T>>> index = new LinkedHashMap<>();
    records.forEach(r -> index.computeIfAbsent(key.apply(r), _ -> new ArrayList<>()).add(r));
    return index;
  }
}
