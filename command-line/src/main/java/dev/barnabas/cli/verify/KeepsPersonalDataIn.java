package dev.barnabas.cli.verify;

import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.Span;
import dev.barnabas.redaction.TextSlot;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.RecordJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;

/**
 * P4: nothing the engine found that a partner's policy names reaches that partner or a topic that a
 * worker reads. Each work item is held against the request it comes from, under the policy that was
 * in force; every topic that may hold no personal data is searched for the canaries.
 */
final class KeepsPersonalDataIn implements Promise {
  private final RedactionEngine engine = RedactionEngine.create();

  @Override
  public PromiseReport check(Evidence evidence) {
    return new Run(evidence, engine).report();
  }

  /** One check. */
  private static final class Run {
    /** A shorter id stands in some text by chance. */
    private static final int TELLING = 8;

    /** A shorter value may be a part of something else. */
    private static final int SHORTEST_VALUE = 4;

    private final Evidence evidence;
    private final RedactionEngine engine;
    private final PartnerPolicies policies;
    private final CanaryScan canaries;
    private final Findings findings = new Findings("P4", "personal data stays in");
    private long texts;
    private long values;
    private long searched;

    Run(Evidence evidence, RedactionEngine engine) {
      this.evidence = evidence;
      this.engine = engine;
      this.policies = new PartnerPolicies(engine, evidence.configurations());
      this.canaries = new CanaryScan(evidence.settings().canaries());
    }

    PromiseReport report() {
      evidence.work().forEach(this::item);
      evidence.snapshot().topics(evidence.roles()::ours).forEach(this::search);
      findings
          .examined("work items", evidence.work().size())
          .examined("texts of work items", texts)
          .counted("values found in their requests", values)
          .examined("records searched", searched)
          .counted("canaries", evidence.settings().canaries().size());
      if (evidence.settings().canaries().isEmpty()) {
        findings.note("no canaries given: only what the engine finds was looked for");
      }
      return findings.report();
    }

    private void item(Located<WorkItem> work) {
      WorkItem item = work.record();
      List<Located<Decision>> dispatches = evidence.dispatchesOf(item.getAttemptId());
      if (dispatches.isEmpty()) {
        findings.violated(
            "WORK_NOT_DISPATCHED", "no decision sent the attempt", work.at(), item.getAttemptId());
        return;
      }
      Decision dispatch = nearest(dispatches, item);
      List<TextSlot> slots = PayloadTexts.of(item);
      texts += slots.size();
      Optional<CompiledPolicy> policy = policies.of(dispatch);
      if (policy.isEmpty()) {
        findings.violated(
            "POLICY_UNKNOWN",
            "the configuration under which the attempt was sent is not published",
            work.at(),
            item.getAttemptId());
        return;
      }
      Set<String> left = found(slots, policy.get());
      if (!left.isEmpty()) {
        findings.violated(
            "PERSONAL_DATA_SENT",
            "the engine finds " + left + ", which the policy of " + item.getPartnerId() + " names",
            work.at(),
            item.getAttemptId());
      }
      evidence.firsts().getOrDefault(Evidence.idOf(dispatch), List.of()).stream()
          .findFirst()
          .ifPresent(request -> against(request.record(), work, slots, policy.get()));
    }

    /** The dispatch under whose configuration the item was written. */
    private static Decision nearest(List<Located<Decision>> dispatches, WorkItem item) {
      return dispatches.stream()
          .map(Located::record)
          .filter(d -> d.getConfigurationVersion() == item.getConfigurationVersion())
          .findFirst()
          .orElse(dispatches.getLast().record());
    }

    private Set<String> found(List<TextSlot> slots, CompiledPolicy policy) {
      Set<String> types = new TreeSet<>();
      for (TextSlot slot : slots) {
        engine.spans(slot.text(), policy).forEach(span -> types.add(span.type().name()));
      }
      return types;
    }

    private void against(
        InferenceRequest request,
        Located<WorkItem> work,
        List<TextSlot> slots,
        CompiledPolicy policy) {
      String sent = joined(slots);
      List<TextSlot> original = PayloadTexts.of(request);
      for (TextSlot slot : original) {
        for (Span span : engine.spans(slot.text(), policy)) {
          values++;
          String value = slot.text().substring(span.start(), span.end());
          if (value.length() >= SHORTEST_VALUE && stands(value, sent)) {
            findings.violated(
                "FOUND_VALUE_SENT",
                "a "
                    + span.type().name()
                    + " that the engine finds in the request is in its work"
                    + " item",
                work.at(),
                work.record().getAttemptId());
          }
        }
      }
      ids(request, work, joined(original));
    }

    private static String joined(List<TextSlot> slots) {
      return slots.stream().map(TextSlot::text).collect(Collectors.joining("\n"));
    }

    /** Whether a value stands in a text as a word of its own. */
    private static boolean stands(String value, String text) {
      for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        int end = at + value.length();
        boolean before = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        boolean after = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
        if (before && after) {
          return true;
        }
      }
      return false;
    }

    /** A work item is no way back to its request. */
    private void ids(InferenceRequest request, Located<WorkItem> work, String content) {
      String record = RecordJson.write(work.record());
      var metadata = request.getMetadata();
      leads("correlation id", metadata.getCorrelationId(), record, content, work);
      leads("tenant id", metadata.getTenantId(), record, content, work);
      String user = metadata.getUserId();
      if (user != null) {
        leads("user id", user, record, content, work);
      }
    }

    private void leads(
        String what, String id, String record, String content, Located<WorkItem> work) {
      boolean whole = id.equals(work.record().getAttemptId()) || id.equals(work.record().getFlow());
      if (whole || (id.length() >= TELLING && record.contains(id) && !content.contains(id))) {
        findings.violated(
            "WAY_BACK",
            "the work item holds the " + what + " of its request",
            work.at(),
            work.record().getAttemptId());
      }
    }

    private void search(SnapshotRecord record) {
      String topic = record.at().topic();
      boolean raw = evidence.roles().raw(topic);
      if (raw && !evidence.roles().responses(topic)) {
        return;
      }
      searched++;
      canary(record, "key", canaries.find(record.key()));
      for (Header header : record.headers()) {
        canary(record, "header " + header.key(), canaries.find(header.value()));
      }
      if (!raw) {
        canary(record, "value", canaries.find(record.value()));
      }
      WorkItem item = record.as(WorkItem.class);
      if (item != null && !record.keyText().equals(item.getAttemptId())) {
        findings.violated(
            "WORK_KEY_NOT_OPAQUE",
            "the key of a work item is not its attempt id",
            record.at(),
            item.getAttemptId());
      }
    }

    private void canary(SnapshotRecord record, String where, int number) {
      if (number > 0) {
        findings.violated(
            "CANARY_FOUND",
            "canary " + number + " stands in the " + where + " of a record",
            record.at(),
            "canary " + number);
      }
    }
  }
}
