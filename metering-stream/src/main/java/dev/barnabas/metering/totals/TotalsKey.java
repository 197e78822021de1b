package dev.barnabas.metering.totals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a total is about: one cell. Every other total is a sum of cells, see {@link Rollup}.
 *
 * @param tenantId the tenant
 * @param window how long
 * @param windowStart from when, in the form that {@link Window} says
 * @param costCentre who pays inside the tenant; absent if the requests named nobody
 * @param partnerId the partner; {@value #ALL} for all of them, in a {@link Window#USER_MONTH}
 * @param model the partner's name of the model; {@value #ALL} likewise
 * @param lane REALTIME or BULK; absent in a {@link Window#USER_MONTH}
 * @param variant the variant of the route; absent if it has none
 * @param userRef the user's pseudonym, in a {@link Window#USER_MONTH} only
 * @param chargePeriod the month of the holds: an hour over the end of a month has a total for each
 * @param currency of the amounts
 */
public record TotalsKey(
    String tenantId,
    Window window,
    String windowStart,
    @Nullable String costCentre,
    String partnerId,
    String model,
    @Nullable String lane,
    @Nullable String variant,
    @Nullable String userRef,
    YearMonth chargePeriod,
    String currency) {

  /** All partners, all models. */
  public static final String ALL = "-";

  private static final String SEPARATOR = "/";

  /** Stands for what is absent; the encoding of no text. */
  private static final String ABSENT = "~";

  private static final int PARTS = 11;
  private static final List<Window> CELLS =
      List.of(Window.HOUR, Window.DAY, Window.MONTH, Window.RECORDED_DAY);

  public TotalsKey {
    requireNonNull(tenantId, "tenantId");
    requireNonNull(window, "window");
    requireNonNull(windowStart, "windowStart");
    requireNonNull(partnerId, "partnerId");
    requireNonNull(model, "model");
    requireNonNull(chargePeriod, "chargePeriod");
    requireNonNull(currency, "currency");
  }

  /** The totals that an event belongs to. */
  static List<TotalsKey> of(MeteredUsage usage) {
    var keys = new ArrayList<TotalsKey>(CELLS.size() + 1);
    CELLS.forEach(window -> keys.add(cell(window, usage)));
    if (usage.userRef() != null) {
      keys.add(
          new TotalsKey(
              usage.tenantId(),
              Window.USER_MONTH,
              Window.USER_MONTH.startOf(usage),
              null,
              ALL,
              ALL,
              null,
              null,
              usage.userRef(),
              usage.chargePeriod(),
              usage.currency()));
    }
    return keys;
  }

  private static TotalsKey cell(Window window, MeteredUsage usage) {
    return new TotalsKey(
        usage.tenantId(),
        window,
        window.startOf(usage),
        usage.costCentre(),
        usage.partnerId(),
        usage.model(),
        usage.lane(),
        usage.variant(),
        null,
        usage.chargePeriod(),
        usage.currency());
  }

  /**
   * The record key: the parts in their order, form-encoded and joined by slashes, {@code ~} for
   * what is absent, such as {@code
   * acme/DAY/2026-11-20/legal/partner-alpha/gpt-4o/REALTIME/~/~/2026-11/USD}. It sorts by tenant,
   * window and start.
   */
  public String text() {
    return Stream.of(
            encoded(tenantId),
            window.name(),
            encoded(windowStart),
            encoded(costCentre),
            encoded(partnerId),
            encoded(model),
            encoded(lane),
            encoded(variant),
            encoded(userRef),
            chargePeriod.toString(),
            encoded(currency))
        .collect(Collectors.joining(SEPARATOR));
  }

  /** What the keys of all totals of a tenant begin with, and no other tenant's. */
  public static String prefixOf(String tenantId) {
    return encoded(tenantId) + SEPARATOR;
  }

  /** What the keys of all totals of a tenant and a window begin with, and no others. */
  public static String prefixOf(String tenantId, Window window) {
    return prefixOf(tenantId) + window.name() + SEPARATOR;
  }

  /**
   * The key of a text that {@link #text()} wrote.
   *
   * @throws IllegalArgumentException if it wrote no such text
   */
  public static TotalsKey parse(String text) {
    var parts = text.split(SEPARATOR, -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException(
          "a totals key has " + PARTS + " parts, not " + parts.length);
    }
    return new TotalsKey(
        decoded(parts[0]),
        Window.valueOf(parts[1]),
        decoded(parts[2]),
        optional(parts[3]),
        decoded(parts[4]),
        decoded(parts[5]),
        optional(parts[6]),
        optional(parts[7]),
        optional(parts[8]),
        YearMonth.parse(parts[9]),
        decoded(parts[10]));
  }

  private static String encoded(@Nullable String part) {
    return part == null ? ABSENT : URLEncoder.encode(part, UTF_8);
  }

  private static @Nullable String optional(String part) {
    return part.equals(ABSENT) ? null : decoded(part);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, UTF_8);
  }
}
