package dev.barnabas.cli.ledger;

import dev.barnabas.metering.totals.WriterProgress;
import dev.barnabas.metering.totals.WriterProgress.Arrival;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.topics.HomePartition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of one partition once each, by the rules of metering-stream: by the writer's
 * number, else by the event's id, which is remembered for ever here. Give it every event from
 * offset 0 in the order of the log. One thread.
 */
public final class UsageCount {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
  private static final int MAX_ID_LENGTH = 1_024;

  private final int partition;
  private final int partitions;
  private final Map<String, WriterProgress> writers = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * Of a partition.
   *
   * @param partitions how many the topic has
   */
  public UsageCount(int partition, int partitions) {
    this.partition = partition;
    this.partitions = partitions;
  }

  /**
   * What the next event is.
   *
   * @param source its writer, for who counts it
   */
  public LogEntry enter(long offset, UsageEvent event, String source) {
    Position at = new Position(partition, offset);
    Optional<String> field = unsoundField(event);
    if (field.isPresent()) {
      return new LogEntry.Refused(at, "FIELD_INVALID " + field.get());
    }
    if (HomePartition.of(event.getTenantId(), partitions) != partition) {
      return new LogEntry.Refused(at, "MISPLACED tenantId");
    }
    if (event.getWriterId().isBlank() || event.getWriterSeq() < 0) {
      return ids.add(event.getEventId()) ? counted(at, event, source) : new LogEntry.Repeated(at);
    }
    WriterProgress progress = writers.getOrDefault(event.getWriterId(), WriterProgress.NONE);
    return switch (progress.arrive(event.getWriterSeq())) {
      case Arrival.Again _ -> new LogEntry.Repeated(at);
      case Arrival.Undecidable _ -> new LogEntry.Refused(at, "SEQUENCE_FORGOTTEN writerSeq");
      case Arrival.First(WriterProgress next, long _) -> {
        writers.put(event.getWriterId(), next);
        yield counted(at, event, source);
      }
    };
  }

  /** How many numbers each writer skipped so far; writers without a gap are not in it. */
  public Map<String, Long> missing() {
    Map<String, Long> missing = new HashMap<>();
    writers.forEach((writer, progress) -> {
      long gaps = progress.gaps().stream().mapToLong(gap -> gap.to() - gap.from() + 1).sum();
      if (gaps > 0) {
        missing.put(writer, gaps);
      }
    });
    return missing;
  }

  private static LogEntry counted(Position at, UsageEvent event, String source) {
    return new LogEntry.Counted(new LoggedUsage(at, event, source));
  }

  /** The first field that makes no sense, as metering-stream checks it. */
  static Optional<String> unsoundField(UsageEvent event) {
    if (isNoId(event.getEventId())) {
      return Optional.of("eventId");
    }
    if (isNoId(event.getTenantId())) {
      return Optional.of("tenantId");
    }
    if (event.getKind() == UsageKind.UNRECOGNISED) {
      return Optional.of("kind");
    }
    if (!CURRENCY.matcher(event.getCurrency()).matches()) {
      return Optional.of("currency");
    }
    if (!isMonth(event.getChargePeriod())) {
      return Optional.of("chargePeriod");
    }
    return tooLong(event).or(() -> unsoundTime(event));
  }

  private static Optional<String> tooLong(UsageEvent event) {
    if (isTooLong(event.getPartnerId())) {
      return Optional.of("partnerId");
    }
    if (isTooLong(event.getRequestModel())) {
      return Optional.of("requestModel");
    }
    if (isTooLong(event.getCostCentre())) {
      return Optional.of("costCentre");
    }
    if (isTooLong(event.getVariant())) {
      return Optional.of("variant");
    }
    if (isTooLong(event.getLane())) {
      return Optional.of("lane");
    }
    if (isTooLong(event.getUserRef())) {
      return Optional.of("userRef");
    }
    return isTooLong(event.getWriterId()) ? Optional.of("writerId") : Optional.empty();
  }

  private static Optional<String> unsoundTime(UsageEvent event) {
    if (!isInFourDigitYear(event.getOccurredAt())) {
      return Optional.of("occurredAt");
    }
    return isInFourDigitYear(event.getRecordedAt()) ? Optional.empty() : Optional.of("recordedAt");
  }

  private static boolean isMonth(String text) {
    if (!MONTH.matcher(text).matches()) {
      return false;
    }
    try {
      var _ = YearMonth.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isNoId(String id) {
    return id.isBlank() || id.length() > MAX_ID_LENGTH;
  }

  private static boolean isTooLong(@Nullable String text) {
    return text != null && text.length() > MAX_ID_LENGTH;
  }

  private static boolean isInFourDigitYear(Instant instant) {
    return !instant.isBefore(Instant.EPOCH) && instant.isBefore(YEAR_10000);
  }
}
