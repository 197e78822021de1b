package dev.barnabas.cli.report;

import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WorkItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Everything the topics say about one request, in the order in which it was appended. Add every
 * record of the topics, in any order, then ask for the steps. One thread.
 */
public final class RequestStory {
  private final String correlationId;
  private final @Nullable String tenant;
  private final List<Step> named = new ArrayList<>();
  private final List<Step> byAttempt = new ArrayList<>();
  private final Set<String> attempts = new HashSet<>();
  private final Set<String> tenants = new TreeSet<>();

  /**
   * One record of the story.
   *
   * @param appendedAt when the broker took it
   * @param topic where it lies
   * @param partition its partition
   * @param offset its offset
   * @param record what it says
   */
  public record Step(
      Instant appendedAt, String topic, int partition, long offset, SpecificRecord record) {}

  /**
   * The story of an id.
   *
   * @param tenant null for whichever tenant has such an id
   */
  public RequestStory(String correlationId, @Nullable String tenant) {
    this.correlationId = correlationId;
    this.tenant = tenant;
  }

  /** Takes a record in, if it may belong to the story. */
  public void add(Step step) {
    attemptOf(step.record()).ifPresent(attempt -> byAttempt.add(step));
    boolean ours =
        RecordReading.correlationId(step.record()).filter(correlationId::equals).isPresent()
            && (tenant == null
                || RecordReading.tenant(step.record()).filter(tenant::equals).isPresent());
    if (ours) {
      named.add(step);
      RecordReading.tenant(step.record()).ifPresent(tenants::add);
      if (step.record() instanceof Decision decision && decision.getAttemptId() != null) {
        attempts.add(decision.getAttemptId());
      }
    }
  }

  private static Optional<String> attemptOf(SpecificRecord record) {
    return switch (record) {
      case WorkItem item -> Optional.of(item.getAttemptId());
      case CallStarted call -> Optional.of(call.getAttemptId());
      case CallEnded call -> Optional.of(call.getAttemptId());
      case FailedAttempt failed -> Optional.of(failed.getAttemptId());
      default -> Optional.empty();
    };
  }

  /** The tenants that have such an id. */
  public Set<String> tenants() {
    return tenants;
  }

  /** The steps, the earliest first. */
  public List<Step> steps() {
    List<Step> all = new ArrayList<>(named);
    byAttempt.stream()
        .filter(step -> attemptOf(step.record()).filter(attempts::contains).isPresent())
        .forEach(all::add);
    all.sort(
        Comparator.comparing(Step::appendedAt)
            .thenComparing(Step::topic)
            .thenComparingInt(Step::partition)
            .thenComparingLong(Step::offset));
    return List.copyOf(all);
  }

  /** What a step says, in a few words, without content. */
  public static String describe(SpecificRecord record) {
    return switch (record) {
      case Decision d ->
          words(
              d.getKind(),
              d.getStatus(),
              d.getCode(),
              d.getPartnerId() == null ? null : "partner " + d.getPartnerId(),
              d.getAttempt() == null ? null : "attempt " + d.getAttempt(),
              d.getHoldTokens() == null ? null : "hold " + d.getHoldTokens() + " tokens",
              d.getChargedTokens() == null ? null : "charged " + d.getChargedTokens() + " tokens",
              "configuration " + d.getConfigurationVersion());
      case WorkItem w -> words("attempt " + w.getAttemptId(), w.getPartnerId(), w.getModel());
      case CallStarted c ->
          words("call " + c.getCallId(), c.getPartnerId(), "bound " + c.getTimeoutMs() + " ms");
      case CallEnded c ->
          words(
              "call " + c.getCallId(),
              c.getOutcome(),
              c.getHttpStatus() == null ? null : "HTTP " + c.getHttpStatus(),
              c.getEndedAt().toEpochMilli() - c.getStartedAt().toEpochMilli() + " ms",
              c.getUsage() == null
                  ? null
                  : c.getUsage().getInputTokens()
                      + "+"
                      + c.getUsage().getOutputTokens()
                      + " tokens");
      case FailedAttempt f -> words(f.getPartnerId(), f.getKind(), f.getCalls() + " calls");
      case UsageEvent u ->
          words(
              u.getKind().name(),
              u.getPartnerId(),
              u.getOutcome(),
              "billed " + u.getBilledByProvider(),
              u.getTokensCharged() + " tokens charged");
      case InferenceResponse r ->
          words(
              r.getStatus().name(),
              r.getError() == null ? null : r.getError().getCode(),
              r.getPartnerId(),
              r.getTotalMs() + " ms in all");
      default -> "";
    };
  }

  private static String words(@Nullable String... words) {
    List<String> said = new ArrayList<>();
    for (String word : words) {
      if (word != null && !said.contains(word)) {
        said.add(word);
      }
    }
    return String.join(", ", said);
  }
}
