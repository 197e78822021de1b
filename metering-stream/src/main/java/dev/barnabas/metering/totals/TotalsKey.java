package dev.barnabas.metering.totals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.YearMonth;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a total is about.
 *
 * @param tenantId the tenant
 * @param window how long
 * @param windowStart from when, in the form that {@link Window} says
 * @param partnerId the partner
 * @param model the partner's name of the model
 * @param chargePeriod the month of the holds: an hour over the end of a month has a total for each
 * @param currency of the amounts
 */
public record TotalsKey(
    String tenantId,
    Window window,
    String windowStart,
    String partnerId,
    String model,
    YearMonth chargePeriod,
    String currency) {

  private static final String SEPARATOR = "/";
  private static final int PARTS = 7;

  public TotalsKey {
    requireNonNull(tenantId, "tenantId");
    requireNonNull(window, "window");
    requireNonNull(windowStart, "windowStart");
    requireNonNull(partnerId, "partnerId");
    requireNonNull(model, "model");
    requireNonNull(chargePeriod, "chargePeriod");
    requireNonNull(currency, "currency");
  }

  static TotalsKey of(Window window, MeteredUsage usage) {
    return new TotalsKey(
        usage.tenantId(),
        window,
        window.startOf(usage),
        usage.partnerId(),
        usage.model(),
        usage.chargePeriod(),
        usage.currency());
  }

  /**
   * The record key: the seven parts, form-encoded and joined by slashes, such as {@code
   * acme/DAY/2026-11-20/partner-alpha/gpt-4o/2026-11/USD}. It sorts by tenant, window and start.
   */
  public String text() {
    return Stream.of(
            tenantId,
            window.name(),
            windowStart,
            partnerId,
            model,
            chargePeriod.toString(),
            currency)
        .map(TotalsKey::encoded)
        .collect(Collectors.joining(SEPARATOR));
  }

  /** What the keys of all totals of a tenant begin with, and no other tenant's. */
  public static String prefixOf(String tenantId) {
    return encoded(tenantId) + SEPARATOR;
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
        Window.valueOf(decoded(parts[1])),
        decoded(parts[2]),
        decoded(parts[3]),
        decoded(parts[4]),
        YearMonth.parse(decoded(parts[5])),
        decoded(parts[6]));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, UTF_8);
  }
}
