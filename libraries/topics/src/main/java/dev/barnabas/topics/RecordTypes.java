package dev.barnabas.topics;

import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.AttemptCancelled;
import dev.barnabas.schemas.AuditRecord;
import dev.barnabas.schemas.BreakerState;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.ConfigurationContent;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TenantErased;
import dev.barnabas.schemas.Tick;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.schemas.WorkItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** Which records travel on which topic. */
public final class RecordTypes {
  private RecordTypes() {}

  /** The schema of every record that is a value of some topic, in a fixed order. */
  public static List<Schema> schemas() {
    return List.of(
        InferenceRequest.SCHEMA$,
        CancelRequest.SCHEMA$,
        InferenceResponse.SCHEMA$,
        UsageEvent.SCHEMA$,
        UsageTotals.SCHEMA$,
        WorkItem.SCHEMA$,
        CallStarted.SCHEMA$,
        CallEnded.SCHEMA$,
        FailedAttempt.SCHEMA$,
        AttemptCancelled.SCHEMA$,
        Tick.SCHEMA$,
        BreakerState.SCHEMA$,
        ConfigActivated.SCHEMA$,
        TenantErased.SCHEMA$,
        ConfigurationContent.SCHEMA$,
        Decision.SCHEMA$,
        DeadLetter.SCHEMA$,
        Alert.SCHEMA$,
        AuditRecord.SCHEMA$);
  }

  /** Topic name to the schemas of its values, for an installation's topics. */
  public static Map<String, List<Schema>> byTopic(TopicNames names, TopicPlan plan) {
    Map<String, List<Schema>> topics = new LinkedHashMap<>();
    topics.put(names.requests(), List.of(InferenceRequest.SCHEMA$));
    topics.put(names.responses(), List.of(InferenceResponse.SCHEMA$));
    for (String tenant : new TreeSet<>(plan.tenants())) {
      topics.put(names.requests(tenant), List.of(InferenceRequest.SCHEMA$));
      topics.put(names.responses(tenant), List.of(InferenceResponse.SCHEMA$));
    }
    for (String partner : new TreeSet<>(plan.partners().keySet())) {
      topics.put(names.work(partner), List.of(WorkItem.SCHEMA$));
      topics.put(names.workBulk(partner), List.of(WorkItem.SCHEMA$));
    }
    topics.put(
        names.control(),
        List.of(CancelRequest.SCHEMA$, ConfigActivated.SCHEMA$, TenantErased.SCHEMA$));
    topics.put(names.outcomes(), List.of(CallStarted.SCHEMA$, CallEnded.SCHEMA$, Tick.SCHEMA$));
    topics.put(names.fallback(), List.of(FailedAttempt.SCHEMA$, Tick.SCHEMA$));
    topics.put(names.cancelledAttempts(), List.of(AttemptCancelled.SCHEMA$));
    topics.put(names.decisions(), List.of(Decision.SCHEMA$));
    topics.put(names.metering(), List.of(UsageEvent.SCHEMA$));
    topics.put(names.audit(), List.of(AuditRecord.SCHEMA$));
    topics.put(names.usageTotals(), List.of(UsageTotals.SCHEMA$));
    topics.put(names.breakers(), List.of(BreakerState.SCHEMA$));
    topics.put(
        names.configuration(), List.of(ConfigurationContent.SCHEMA$, ConfigActivated.SCHEMA$));
    topics.put(names.alerts(), List.of(Alert.SCHEMA$));
    topics.put(names.deadLetter(), List.of(DeadLetter.SCHEMA$));
    return topics;
  }
}
