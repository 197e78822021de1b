package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of topics as data. Every topic has LogAppendTime, because no store and no decision uses
 * a client's clock.
 *
 * @param names how the topics are called
 */
public record TopicCatalogue(TopicNames names) {
  /** Finance's topics are kept for ever; the applications refuse to start below this. */
  public static final Duration MIN_METERING_RETENTION = Duration.ofDays(400);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String TENANT_ID = "tenantId";
  private static final String BROKER_APP = "broker-app";
  private static final String WORKERS = "adapter-workers";
  private static final String METERING = "metering-stream";
  private static final String REPRICE = "reprice";
  private static final String CAPACITY = "prices capacity";
  private static final String FINANCE = "finance";
  private static final String OPERATIONS = "operations";

  /** Refuses null. */
  public TopicCatalogue {
    requireNonNull(names, "names");
  }

  /** Every topic of an installation, in the order of the flow. */
  public List<TopicDefinition> definitions(TopicPlan plan) {
    Rows rows = new Rows(plan);
    incoming(rows);
    work(rows);
    reported(rows);
    responses(rows);
    finance(rows);
    compacted(rows);
    operations(rows);
    return List.copyOf(rows.definitions);
  }

  private void incoming(Rows rows) {
    int requestBytes = rows.plan.sizes().requestMessageBytes();
    Duration kept = longer(WEEK, rows.plan.dedupeWindow());
    rows.home(names.requests(), kept, requestBytes, TENANT_ID, "tenant", BROKER_APP)
        .add(PersonalData.RAW);
    for (String tenant : rows.plan.tenants()) {
      rows.home(names.requests(tenant), kept, requestBytes, TENANT_ID, "tenant", BROKER_APP)
          .add(PersonalData.RAW);
    }
    rows.home(names.misplaced(), kept, rows.bytes(), TENANT_ID, BROKER_APP, BROKER_APP)
        .add(PersonalData.RAW);
    rows.home(names.control(), kept, rows.bytes(), TENANT_ID, "tenant, broker-app", BROKER_APP)
        .add(PersonalData.NONE);
  }

  private void work(Rows rows) {
    rows.plan
        .partners()
        .forEach((partner, retention) -> {
          for (String topic : List.of(names.work(partner), names.workBulk(partner))) {
            rows.spread(topic, retention, "attemptId", BROKER_APP, WORKERS)
                .add(PersonalData.REDACTED);
          }
        });
    Duration longest = rows.plan.partners().values().stream().reduce(DAY, TopicCatalogue::longer);
    rows.home(names.cancelledAttempts(), longest, rows.bytes(), "attemptId", BROKER_APP, WORKERS)
        .add(PersonalData.NONE);
  }

  private void reported(Rows rows) {
    Duration kept = longer(WEEK, rows.plan.dedupeWindow());
    for (String topic : List.of(names.outcomes(), names.fallback())) {
      rows.home(topic, kept, rows.bytes(), TENANT_ID, WORKERS + ", " + BROKER_APP, BROKER_APP)
          .minRetention(rows.plan.dedupeWindow())
          .add(PersonalData.REDACTED);
    }
  }

  private void responses(Rows rows) {
    Duration kept = longer(WEEK, rows.plan.dedupeWindow());
    List<String> topics = new ArrayList<>(List.of(names.responses()));
    rows.plan.tenants().forEach(tenant -> topics.add(names.responses(tenant)));
    for (String topic : topics) {
      rows.home(topic, kept, rows.bytes(), "correlationId", BROKER_APP, "tenant")
          .minRetention(rows.plan.dedupeWindow())
          .add(PersonalData.RESTORED);
    }
    rows.home(names.decisions(), MONTH, rows.bytes(), TENANT_ID, BROKER_APP, "auditors")
        .add(PersonalData.NONE);
  }

  private void finance(Rows rows) {
    rows.home(
            names.metering(),
            null,
            rows.bytes(),
            TENANT_ID,
            BROKER_APP + ", " + CAPACITY + ", " + REPRICE,
            METERING + ", " + FINANCE)
        .minRetention(MIN_METERING_RETENTION)
        .add(PersonalData.NONE);
    rows.home(names.audit(), null, rows.bytes(), TENANT_ID, FINANCE, FINANCE)
        .minRetention(MIN_METERING_RETENTION)
        .add(PersonalData.NONE);
  }

  private void compacted(Rows rows) {
    rows.compacted(names.usageTotals(), rows.plan.homePartitions(), METERING, FINANCE);
    rows.compacted(names.breakers(), 1, WORKERS, BROKER_APP + ", " + OPERATIONS);
    rows.compacted(names.configuration(), 1, BROKER_APP, BROKER_APP + ", " + WORKERS);
  }

  private void operations(Rows rows) {
    String all = BROKER_APP + ", " + WORKERS + ", " + METERING;
    rows.home(names.alerts(), MONTH, rows.bytes(), TENANT_ID, all, OPERATIONS)
        .add(PersonalData.NONE);
    rows.home(names.deadLetter(), FORTNIGHT, rows.bytes(), "source key", all, OPERATIONS)
        .add(PersonalData.RAW);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration segment(@Nullable Duration retention) {
    if (retention == null) {
      return WEEK;
    }
    Duration quarter = retention.dividedBy(4);
    return quarter.compareTo(DAY) < 0 ? quarter : DAY;
  }

  /** Collects rows for one plan. */
  private static final class Rows {
    private final TopicPlan plan;
    private final List<TopicDefinition> definitions = new ArrayList<>();

    Rows(TopicPlan plan) {
      this.plan = plan;
    }

    int bytes() {
      return plan.sizes().messageBytes();
    }

    Row home(
        String name,
        @Nullable Duration retention,
        int bytes,
        String key,
        String writer,
        String reader) {
      return new Row(
          this, name, plan.homePartitions(), true, retention, bytes, key, writer, reader);
    }

    Row spread(String name, Duration retention, String key, String writer, String reader) {
      return new Row(
          this, name, plan.workPartitions(), false, retention, bytes(), key, writer, reader);
    }

    void compacted(String name, int partitions, String writer, String reader) {
      definitions.add(
          new TopicDefinition(
              name,
              partitions,
              false,
              Cleanup.COMPACT,
              null,
              null,
              WEEK,
              bytes(),
              "by content",
              writer,
              reader,
              PersonalData.NONE));
    }
  }

  /** A row whose retention floor is its retention until said otherwise. */
  private record Row(
      Rows rows,
      String name,
      int partitions,
      boolean home,
      @Nullable Duration retention,
      @Nullable Duration floor,
      int bytes,
      String key,
      String writer,
      String reader) {

    Row(
        Rows rows,
        String name,
        int partitions,
        boolean home,
        @Nullable Duration retention,
        int bytes,
        String key,
        String writer,
        String reader) {
      this(rows, name, partitions, home, retention, retention, bytes, key, writer, reader);
    }

    Row minRetention(Duration min) {
      return new Row(rows, name, partitions, home, retention, min, bytes, key, writer, reader);
    }

    void add(PersonalData personalData) {
      rows.definitions.add(
          new TopicDefinition(
              name,
              partitions,
              home,
              Cleanup.DELETE,
              retention,
              floor,
              segment(retention),
              bytes,
              key,
              writer,
              reader,
              personalData));
    }
  }
}
