package dev.barnabas.cli.verify;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Route;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * P1: every distinct (tenant, correlation id) that was not refused gets exactly one terminal
 * response, by its deadline + 5 s after its partition has an owner. Every request record is
 * accounted for by exactly one decision or dead letter.
 */
final class AnswersOnce implements Promise {
  private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

  @Override
  public PromiseReport check(Evidence evidence) {
    return new Run(evidence).report();
  }

  /** One check. */
  private static final class Run {
    private final Evidence evidence;
    private final Findings findings = new Findings("P1", "one terminal response, in time");
    private final Instant since;
    private final Ownership ownership;
    private long requests;
    private long open;
    private long older;

    Run(Evidence evidence) {
      this.evidence = evidence;
      this.since = evidence.since();
      this.ownership = Ownership.of(evidence.snapshot());
    }

    PromiseReport report() {
      evidence.requests().forEach(this::accounted);
      evidence.firsts().forEach(this::answered);
      evidence.responses().forEach(this::asked);
      findings
          .examined("request records", requests)
          .examined("requests taken", evidence.firsts().size())
          .examined("responses", evidence.responses().values().stream().mapToLong(List::size).sum())
          .counted("still open", open)
          .counted("times a partition lost its owner", ownership.losses());
      if (open > 0 && !evidence.settings().allowOpen()) {
        findings.violated(
            "STILL_OPEN",
            open + " requests have no response and are not due yet; wait, or give --allow-open",
            null,
            "");
      }
      if (older > 0) {
        findings.note(older + " request records are older than what the topics still hold");
      }
      return findings.report();
    }

    private void accounted(Located<InferenceRequest> request) {
      if (request.appendedAt().isBefore(since)) {
        older++;
        return;
      }
      requests++;
      Evidence.Account account = evidence.account(request.at());
      int decided = account.firsts() + account.duplicates() + account.conflicts();
      boolean refused =
          account.letters().stream()
              .map(letter -> letter.record().getReason())
              .anyMatch(reason ->
                  !(reason.equals(DeadLetterReason.INTERNAL.name()) && decided > 0)
                      && !(reason.equals(DeadLetterReason.IDEMPOTENCY_CONFLICT.name())
                          && account.conflicts() > 0));
      int all = decided + (refused ? 1 : 0);
      RequestId id = Evidence.idOf(request.record());
      if (all > 1) {
        findings.violated(
            "REQUEST_DECIDED_TWICE",
            "the record is named by " + all + " decisions and dead letters, not by one",
            request.at(),
            id);
      } else if (all == 0 && overdue(request.at(), due(request, List.of()))) {
        findings.violated(
            "REQUEST_NOT_DECIDED",
            "neither a decision nor a dead letter names the record",
            request.at(),
            id);
      } else if (all == 0) {
        open++;
      }
    }

    private void answered(RequestId id, List<Located<InferenceRequest>> firsts) {
      if (firsts.getFirst().appendedAt().isBefore(since)) {
        return;
      }
      List<Located<InferenceRequest>> distinct = Repeats.apart(firsts, evidence);
      List<Located<InferenceResponse>> responses = evidence.responsesOf(id);
      List<Located<Decision>> endings =
          evidence.decisionsOf(id).stream()
              .filter(d -> Evidence.is(d, DecisionKind.ENDED))
              .toList();
      for (int i = distinct.size(); i < responses.size(); i++) {
        findings.violated(
            "RESPONSE_DOUBLED",
            "the request has " + responses.size() + " terminal responses",
            responses.get(i).at(),
            id);
      }
      for (int i = 0; i < distinct.size(); i++) {
        if (i < responses.size()) {
          sound(id, distinct.get(i), responses.get(i), i < endings.size() ? endings.get(i) : null);
        } else {
          missing(id, distinct.get(i));
        }
      }
      if (endings.size() > distinct.size()) {
        findings.violated("ENDED_TWICE", "the request was ended twice", endings.getLast().at(), id);
      }
    }

    private void missing(RequestId id, Located<InferenceRequest> request) {
      List<Located<Decision>> decisions = evidence.decisionsFrom(request.at());
      Instant due = due(request, decisions);
      if (overdue(decisions.getFirst().at(), due)) {
        findings.violated(
            "RESPONSE_MISSING", "no terminal response; it was due at " + due, request.at(), id);
      } else {
        open++;
      }
    }

    private void sound(
        RequestId id,
        Located<InferenceRequest> request,
        Located<InferenceResponse> response,
        @Nullable Located<Decision> ending) {
      Instant due = due(request, evidence.decisionsFrom(request.at()));
      if (response.appendedAt().isAfter(latest(response.at(), due))) {
        findings.violated(
            "RESPONSE_LATE",
            "the response came "
                + Duration.between(due, response.appendedAt()).toMillis()
                + " ms after it was due",
            response.at(),
            id);
      }
      TerminalStatus status = response.record().getStatus();
      if (ending == null) {
        findings.violated(
            "RESPONSE_NOT_DECIDED", "no decision ended the request", response.at(), id);
      } else if (!status.name().equals(ending.record().getStatus())) {
        findings.violated(
            "STATUS_DIFFERS",
            "the response says " + status + ", the decision " + ending.record().getStatus(),
            response.at(),
            id);
      }
      if (status == TerminalStatus.UNRECOGNISED) {
        findings.violated("STATUS_UNKNOWN", "the status is none", response.at(), id);
      }
    }

    private void asked(RequestId id, List<Located<InferenceResponse>> responses) {
      boolean old = responses.getFirst().appendedAt().isBefore(since.plus(Duration.ofDays(1)));
      boolean truncated = !since.equals(Instant.MIN) && old;
      if (!evidence.firsts().containsKey(id) && !truncated) {
        findings.violated(
            "RESPONSE_TO_NOBODY",
            "no request was taken that this response answers",
            responses.getFirst().at(),
            id);
      }
    }

    private boolean overdue(Coordinates at, Instant due) {
      return evidence.settings().now().isAfter(latest(at, due));
    }

    private Instant latest(Coordinates at, Instant due) {
      return ownership
          .latest(at.partition(), due, CheckSettings.GRACE)
          .plus(evidence.settings().outage());
    }

    /** The deadline that was decided; the one the record asks for where none was. */
    private Instant due(Located<InferenceRequest> request, List<Located<Decision>> decisions) {
      Instant decided =
          decisions.stream()
              .filter(d -> Evidence.is(d, DecisionKind.ADMITTED))
              .map(d -> d.record().getDeadline())
              .filter(Objects::nonNull)
              .findFirst()
              .orElseGet(() -> asked(request));
      return decided.isAfter(request.appendedAt()) ? decided : request.appendedAt();
    }

    private Instant asked(Located<InferenceRequest> request) {
      Long ttl = request.record().getTtlMs();
      if (ttl != null) {
        long bounded = Math.clamp(ttl, 0, Duration.ofDays(365).toMillis());
        return request.appendedAt().plusMillis(bounded);
      }
      Instant deadline = request.record().getDeadline();
      return deadline == null ? request.appendedAt().plus(byDefault(request)) : deadline;
    }

    private Duration byDefault(Located<InferenceRequest> request) {
      Optional<Route> route =
          evidence.decisionsFrom(request.at()).stream()
              .flatMap(d -> evidence.configurations().of(d.record().getConfigSha256()).stream())
              .findFirst()
              .flatMap((Configuration c) -> c.route(request.record().getModelId()));
      return route
          .map(r ->
              request.record().getPriority() == Priority.BULK
                  ? r.deadline().bulk()
                  : r.deadline().realtime())
          .orElse(DEFAULT_DEADLINE);
    }
  }
}
