package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.barnabas.metering.totals.MeteredUsage;
import dev.barnabas.metering.totals.UsageKind;
import dev.barnabas.metering.totals.WriterPosition;
import dev.barnabas.schemas.UsageEvent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A usage event as the policy knows it, or the field that makes that impossible. Whoever counts the
 * metering topic reads an event by it.
 */
public sealed interface UsageEventReading {

  /**
   * The event makes sense.
   *
   * @param usage the event
   */
  record Sound(MeteredUsage usage) implements UsageEventReading {
    public Sound {
      requireNonNull(usage, "usage");
    }
  }

  /**
   * It does not.
   *
   * @param field the field's name
   */
  record Unsound(String field) implements UsageEventReading {
    public Unsound {
      requireNonNull(field, "field");
    }
  }

  /** Reads an event. */
  static UsageEventReading of(UsageEvent event) {
    var field = unsoundField(event);
    return field.isPresent() ? new Unsound(field.get()) : new Sound(usage(event));
  }

  private static Optional<String> unsoundField(UsageEvent event) {
    if (isNoId(event.getEventId())) {
      return Optional.of("eventId");
    }
    if (isNoId(event.getTenantId())) {
      return Optional.of("tenantId");
    }
    if (kind(event).isEmpty()) {
      return Optional.of("kind");
    }
    if (!Patterns.CURRENCY.matcher(event.getCurrency()).matches()) {
      return Optional.of("currency");
    }
    if (chargePeriod(event).isEmpty()) {
      return Optional.of("chargePeriod");
    }
    if (event.getPartnerId().length() > Patterns.MAX_ID_LENGTH) {
      return Optional.of("partnerId");
    }
    if (event.getRequestModel().length() > Patterns.MAX_ID_LENGTH) {
      return Optional.of("requestModel");
    }
    return unsoundDimension(event).or(() -> unsoundTime(event));
  }

  private static Optional<String> unsoundDimension(UsageEvent event) {
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

  private static MeteredUsage usage(UsageEvent event) {
    return new MeteredUsage(
        event.getEventId(),
        kind(event).orElseThrow(),
        writer(event),
        event.getTenantId(),
        event.getUserRef(),
        event.getCostCentre(),
        event.getPartnerId(),
        event.getRequestModel(),
        event.getLane(),
        event.getVariant(),
        !event.getCallId().equals(Patterns.NO_CALL),
        event.getOutcome().equals(Patterns.UNKNOWN),
        event.getLines().stream()
            .map(line -> new MeteredUsage.Quantity(line.getMeter(), line.getQuantity()))
            .toList(),
        event.getCurrency(),
        event.getProviderCost(),
        requireNonNullElse(event.getTenantCharge(), BigDecimal.ZERO),
        event.getUnpricedCalls(),
        event.getTokensCharged(),
        chargePeriod(event).orElseThrow(),
        event.getOccurredAt(),
        event.getRecordedAt());
  }

  private static @Nullable WriterPosition writer(UsageEvent event) {
    return event.getWriterId().isBlank() || event.getWriterSeq() < 0
        ? null
        : new WriterPosition(event.getWriterId(), event.getWriterSeq());
  }

  private static Optional<UsageKind> kind(UsageEvent event) {
    return switch (event.getKind()) {
      case USAGE -> Optional.of(UsageKind.USAGE);
      case REVERSAL -> Optional.of(UsageKind.REVERSAL);
      case ADJUSTMENT -> Optional.of(UsageKind.ADJUSTMENT);
      case UNRECOGNISED -> Optional.empty();
    };
  }

  private static Optional<YearMonth> chargePeriod(UsageEvent event) {
    if (!Patterns.MONTH.matcher(event.getChargePeriod()).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(YearMonth.parse(event.getChargePeriod()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isNoId(String id) {
    return id.isBlank() || id.length() > Patterns.MAX_ID_LENGTH;
  }

  private static boolean isTooLong(@Nullable String text) {
    return text != null && text.length() > Patterns.MAX_ID_LENGTH;
  }

  private static boolean isInFourDigitYear(Instant instant) {
    return !instant.isBefore(Instant.EPOCH) && instant.isBefore(Patterns.YEAR_10000);
  }

  /** What fields of a sound event look like. */
  final class Patterns {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int MAX_ID_LENGTH = 1_024;
    private static final String NO_CALL = "-";
    private static final String UNKNOWN = "UNKNOWN";

    private Patterns() {}
  }
}
