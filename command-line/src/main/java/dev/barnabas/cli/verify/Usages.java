package dev.barnabas.cli.verify;

import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Meters;
import dev.barnabas.pricing.PriceLookup;
import dev.barnabas.pricing.UsageLines;
import dev.barnabas.pricing.UsageReport;
import dev.barnabas.schemas.Usage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What usage events of one call or request come to. Pure. */
final class Usages {
  private Usages() {}

  /** How many usage events stand: those written less those reversed. */
  static long net(List<Located<UsageEvent>> events) {
    return events.stream().mapToLong(e -> sign(e.record().getKind())).sum();
  }

  private static long sign(UsageKind kind) {
    return switch (kind) {
      case USAGE -> 1;
      case REVERSAL -> -1;
      case ADJUSTMENT, UNRECOGNISED -> 0;
    };
  }

  /** The last usage event of a call. */
  static Located<UsageEvent> standing(List<Located<UsageEvent>> events) {
    return events.stream()
        .filter(e -> e.record().getKind() == UsageKind.USAGE)
        .reduce((_, later) -> later)
        .orElse(events.getLast());
  }

  /** The events that no reversal takes back, reversals left out. */
  static List<Located<UsageEvent>> unreversed(List<Located<UsageEvent>> events) {
    Set<String> reversed = new HashSet<>();
    for (Located<UsageEvent> event : events) {
      String corrects = event.record().getCorrectsEventId();
      if (event.record().getKind() == UsageKind.REVERSAL && corrects != null) {
        reversed.add(corrects);
      }
    }
    return events.stream()
        .filter(e -> e.record().getKind() != UsageKind.REVERSAL)
        .filter(e -> !reversed.contains(e.record().getEventId()))
        .toList();
  }

  /** Tokens by meter of an event. */
  static Map<String, Long> tokens(UsageEvent event) {
    Map<String, Long> tokens = new TreeMap<>();
    for (UsageLine line : event.getLines()) {
      if (!line.getMeter().equals(Meters.REQUEST)) {
        tokens.merge(line.getMeter(), whole(line.getQuantity()), Long::sum);
      }
    }
    return tokens;
  }

  /** A quantity of tokens; -1 for one that is no count, which equals nothing. */
  private static long whole(BigDecimal quantity) {
    return quantity.stripTrailingZeros().scale() <= 0
            && quantity.precision() - quantity.scale() < 19
        ? quantity.longValue()
        : -1;
  }

  /** Tokens by meter that a worker's report comes to; none where nothing was reported. */
  static Map<String, Long> tokens(@Nullable Usage usage) {
    if (usage == null) {
      return Map.of();
    }
    return tokens(
        new UsageReport(
            usage.getInputTokens(),
            usage.getOutputTokens(),
            usage.getCachedInputTokens(),
            usage.getCacheWriteShortTokens(),
            usage.getCacheWriteLongTokens(),
            usage.getReasoningTokens(),
            Measure.PROVIDER_REPORTED,
            null,
            new UsageReport.Counts(
                usage.getAudioInputTokens(),
                usage.getImageInputTokens(),
                usage.getAudioOutputTokens()),
            List.of()));
  }

  /** Tokens by meter of inclusive counts of text. */
  static Map<String, Long> tokens(
      long input, long output, long cached, long writeShort, long writeLong, long reasoning) {
    return tokens(
        new UsageReport(
            input,
            output,
            cached,
            writeShort,
            writeLong,
            reasoning,
            Measure.PROVIDER_REPORTED,
            null));
  }

  private static Map<String, Long> tokens(UsageReport report) {
    var usage = report.normalised().usage();
    Map<String, Long> tokens = new TreeMap<>();
    UsageLines.of(usage, new PriceLookup.Unpriced("-", "-"))
        .forEach(line -> tokens.put(line.meter(), line.quantity()));
    return tokens;
  }

  /** Whether a tool corrected a call by the event, after broker-app was done with it. */
  static boolean isOfTool(Located<UsageEvent> event) {
    return event.record().getSeq() >= EventId.FIRST_OF_TOOLS;
  }

  /** Whether the tenant pays for an event. */
  static boolean charges(UsageEvent event) {
    BigDecimal money = event.getTenantCharge();
    return event.getTokensCharged() != 0 || (money != null && money.signum() != 0);
  }
}
