package dev.barnabas.cli.reprice;

import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Corrections as usage events, numbered per partition from 0 under a writer's name of this run. One
 * thread.
 */
public final class CorrectionEvents {
  private static final int SCALE = 18;

  private final String writer;
  private final String bookVersion;
  private final Instant now;
  private final Map<Integer, Long> numbers = new HashMap<>();

  /**
   * Of one run.
   *
   * @param month that is priced again
   * @param bookVersion the book that prices it
   * @param now the time of the run; of two runs, the later has a later one
   */
  public CorrectionEvents(YearMonth month, String bookVersion, Instant now) {
    this.writer = "reprice/" + month + "/" + now.toEpochMilli() + "/";
    this.bookVersion = bookVersion;
    this.now = now;
  }

  /** The ADJUSTMENT of a correction: the call's own dimensions and hour, and the differences. */
  public UsageEvent of(RepricingPlan.Correction correction) {
    UsageEvent call = correction.standing();
    var changed = correction.changed();
    int seq = EventId.FIRST_OF_TOOLS + correction.earlier();
    boolean charged = changed.charge().signum() != 0;
    long number = numbers.merge(correction.partition(), 1L, Long::sum) - 1;
    return UsageEvent.newBuilder(call)
        .setEventId(
            EventId.of(
                call.getTenantId(),
                call.getCorrelationId(),
                call.getCallId(),
                UsageKind.ADJUSTMENT.name(),
                seq))
        .setKind(UsageKind.ADJUSTMENT)
        .setSeq(seq)
        .setCorrectsEventId(call.getEventId())
        .setLines(
            changed.lines().stream()
                .map(line ->
                    UsageLine.newBuilder()
                        .setMeter(line.meter())
                        .setQuantity(scaled(BigDecimal.ZERO))
                        .setMeasure("PROVIDER_REPORTED")
                        .setUnitPrice(optional(line.unitPrice()))
                        .setCost(scaled(line.cost()))
                        .setListUnitPrice(optional(line.listUnitPrice()))
                        .setListCost(optional(line.listCost()))
                        .build())
                .toList())
        .setPriceBookVersion(bookVersion)
        .setProviderCost(scaled(changed.cost()))
        .setTenantCharge(charged ? scaled(changed.charge()) : null)
        .setTokensCharged(0)
        .setChargedToTenant(charged)
        .setUnpricedCalls(changed.firstPrice() ? -1 : 0)
        .setLatencyMs(null)
        .setWriterId(writer + correction.partition())
        .setWriterSeq(number)
        .setRecordedAt(now)
        .build();
  }

  private static @Nullable BigDecimal optional(@Nullable BigDecimal amount) {
    return amount == null ? null : scaled(amount);
  }

  private static BigDecimal scaled(BigDecimal amount) {
    return amount.setScale(SCALE);
  }
}
