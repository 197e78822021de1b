package dev.barnabas.cli.demo;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.RecordReading.Content;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cli.report.RequestStory;
import dev.barnabas.cli.report.TotalsReading;
import dev.barnabas.cli.report.UsageReport;
import dev.barnabas.schemas.BreakerState;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.schemas.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the topics say after the demonstration. One thread. */
final class LogEvidence {
  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Cluster cluster;
  private final RecordReading records;

  LogEvidence(Cluster cluster, RecordReading records) {
    this.cluster = cluster;
    this.records = records;
  }

  /** The reasons of the dead letters, as soon as there are as many as expected. */
  List<String> deadLetters(int expected) {
    List<String> reasons = new ArrayList<>();
    var _ =
        within(() -> {
          reasons.clear();
          try (TopicReading reading =
              TopicReading.open(cluster, List.of(cluster.names().deadLetter()), null)) {
            reading.toEnd(record ->
                records
                    .read(record, DeadLetter.class)
                    .ifPresent(letter -> reasons.add(letter.getReason())));
          }
          return reasons.size() >= expected;
        });
    return reasons.stream().sorted().toList();
  }

  /** The partners whose breaker opened. */
  Set<String> openedBreakers() {
    Set<String> opened = new TreeSet<>();
    try (TopicReading reading =
        TopicReading.open(cluster, List.of(cluster.names().breakers()), null)) {
      reading.toEnd(record ->
          records
              .read(record, BreakerState.class)
              .filter(state -> !state.getState().equals("CLOSED"))
              .ifPresent(state -> opened.add(state.getPartnerId())));
    }
    return opened;
  }

  /** The month's totals, as soon as they count every usage event; else what there is. */
  UsageReport usage() {
    long metered = meteredCalls();
    UsageReport[] newest = {months()};
    var _ =
        within(() -> {
          newest[0] = months();
          return newest[0].rows().stream().mapToLong(UsageTotals::getCalls).sum() == metered;
        });
    return newest[0];
  }

  /** Calls that usage events stand for, reversals taken off. */
  long meteredCalls() {
    AtomicLong calls = new AtomicLong();
    try (TopicReading reading =
        TopicReading.open(cluster, List.of(cluster.names().metering()), null)) {
      reading.toEnd(record ->
          records
              .read(record, UsageEvent.class)
              .filter(event -> event.getKind() != UsageKind.ADJUSTMENT)
              .ifPresent(event -> calls.addAndGet(event.getKind() == UsageKind.REVERSAL ? -1 : 1)));
    }
    return calls.get();
  }

  private UsageReport months() {
    return UsageReport.of(TotalsReading.newest(cluster, records), "MONTH", null, null, null);
  }

  /** What partners were sent for a request, the first attempt first. */
  List<WorkItem> sentFor(String tenant, String correlationId, List<String> partners) {
    RequestStory story = new RequestStory(correlationId, tenant);
    List<String> topics = new ArrayList<>(List.of(cluster.names().decisions()));
    for (String partner : partners) {
      topics.add(cluster.names().work(partner));
      topics.add(cluster.names().workBulk(partner));
    }
    try (TopicReading reading = TopicReading.open(cluster, topics, null)) {
      reading.toEnd(record -> {
        if (records.read(record) instanceof Content.Known(var value)) {
          story.add(
              new RequestStory.Step(
                  Instant.ofEpochMilli(record.timestamp()),
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  value));
        }
      });
    }
    return story.steps().stream()
        .map(RequestStory.Step::record)
        .filter(WorkItem.class::isInstance)
        .map(WorkItem.class::cast)
        .toList();
  }

  private static boolean within(BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
