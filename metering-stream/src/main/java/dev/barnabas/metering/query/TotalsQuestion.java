package dev.barnabas.metering.query;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.totals.Dimension;
import dev.barnabas.metering.totals.TotalsKey;
import dev.barnabas.metering.totals.Window;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the totals.
 *
 * @param tenant of this tenant only
 * @param window the windows to show
 * @param by what to keep apart
 * @param from the first window, as precise as one likes
 * @param to the last window, included as a whole
 * @param period of this charge period only
 * @param asOf as known at the start of this day, UTC; only with {@link Window#MONTH}
 */
public record TotalsQuestion(
    @Nullable String tenant,
    Window window,
    Set<Dimension> by,
    @Nullable String from,
    @Nullable String to,
    @Nullable YearMonth period,
    @Nullable LocalDate asOf) {

  private static final Set<String> PARAMETERS =
      Set.of("tenant", "window", "by", "from", "to", "period", "as_of");
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9]{2})?)?");

  /** What became of parameters. */
  public sealed interface Reading {

    /**
     * A question.
     *
     * @param question what is asked
     */
    record Asked(TotalsQuestion question) implements Reading {
      public Asked {
        requireNonNull(question, "question");
      }
    }

    /**
     * No question.
     *
     * @param parameter the name of the parameter that is wrong
     * @param message one sentence
     */
    record Refused(String parameter, String message) implements Reading {
      public Refused {
        requireNonNull(parameter, "parameter");
        requireNonNull(message, "message");
      }
    }
  }

  public TotalsQuestion {
    requireNonNull(window, "window");
    by = by.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(by));
  }

  /** Reads parameters; every one is optional. Without any: this and all months by tenant. */
  public static Reading read(Map<String, List<String>> query) {
    for (var parameter : query.entrySet()) {
      if (!PARAMETERS.contains(parameter.getKey())) {
        return new Reading.Refused(
            parameter.getKey(), "is none of tenant, window, by, from, to, period, as_of");
      }
      if (parameter.getValue().size() > 1) {
        return new Reading.Refused(parameter.getKey(), "is given more than once");
      }
    }
    try {
      return checked(
          new TotalsQuestion(
              one(query, "tenant"),
              window(query),
              dimensions(query),
              time(query, "from"),
              time(query, "to"),
              period(query),
              asOf(query)));
    } catch (WrongParameter wrong) {
      return new Reading.Refused(wrong.parameter, wrong.sentence);
    }
  }

  private static Reading checked(TotalsQuestion question) {
    boolean byUser = question.by.contains(Dimension.USER);
    if (question.window == Window.USER_MONTH) {
      return new Reading.Refused("window", "must be hour, day, month or recorded_day");
    }
    if (byUser && question.window != Window.MONTH) {
      return new Reading.Refused("window", "must be month: users are counted by month only");
    }
    if (byUser && !EnumSet.of(Dimension.USER, Dimension.TENANT).containsAll(question.by)) {
      return new Reading.Refused("by", "user goes with tenant only");
    }
    if (question.asOf != null && (byUser || question.window != Window.MONTH)) {
      return new Reading.Refused("as_of", "goes with window month, and not with by user");
    }
    return new Reading.Asked(question);
  }

  /** The cells that the answer is summed from. */
  Window cells() {
    if (by.contains(Dimension.USER)) {
      return Window.USER_MONTH;
    }
    return asOf == null ? window : Window.RECORDED_DAY;
  }

  /** Whether windows are kept apart: not where days of recording make up a month. */
  boolean keepsWindowsApart() {
    return asOf == null;
  }

  /** Whether a cell is asked for. */
  boolean wants(TotalsKey key) {
    var start = asOf == null ? key.windowStart() : key.chargePeriod().toString();
    return (period == null || period.equals(key.chargePeriod()))
        && (asOf == null || key.windowStart().compareTo(asOf.toString()) < 0)
        && (from == null || cut(start, from).compareTo(from) >= 0)
        && (to == null || cut(start, to).compareTo(to) <= 0);
  }

  private static String cut(String start, String bound) {
    return start.substring(0, Math.min(start.length(), bound.length()));
  }

  private static @Nullable String one(Map<String, List<String>> query, String name) {
    var values = query.get(name);
    return values == null ? null : values.getFirst();
  }

  private static Window window(Map<String, List<String>> query) throws WrongParameter {
    var word = one(query, "window");
    try {
      return word == null ? Window.MONTH : Window.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new WrongParameter("window", "must be hour, day, month or recorded_day");
    }
  }

  private static Set<Dimension> dimensions(Map<String, List<String>> query) throws WrongParameter {
    var words = one(query, "by");
    if (words == null) {
      return EnumSet.of(Dimension.TENANT);
    }
    var dimensions = EnumSet.noneOf(Dimension.class);
    for (var word : words.split(",", -1)) {
      dimensions.add(
          Dimension.of(word.strip())
              .orElseThrow(() ->
                  new WrongParameter(
                      "by",
                      "must be some of tenant, cost_centre, model, partner, lane, variant, user,"
                          + " joined by commas")));
    }
    return dimensions;
  }

  private static @Nullable String time(Map<String, List<String>> query, String name)
      throws WrongParameter {
    var time = one(query, name);
    if (time != null && !TIME.matcher(time).matches()) {
      throw new WrongParameter(name, "must be a time such as 2026-11, 2026-11-20 or 2026-11-20T09");
    }
    return time;
  }

  private static @Nullable YearMonth period(Map<String, List<String>> query) throws WrongParameter {
    var period = one(query, "period");
    try {
      return period == null ? null : YearMonth.parse(period);
    } catch (DateTimeException e) {
      throw new WrongParameter("period", "must be a month such as 2026-11");
    }
  }

  private static @Nullable LocalDate asOf(Map<String, List<String>> query) throws WrongParameter {
    var day = one(query, "as_of");
    try {
      return day == null ? null : LocalDate.parse(day);
    } catch (DateTimeException e) {
      throw new WrongParameter("as_of", "must be a day such as 2026-12-03");
    }
  }

  /** Ends the reading; never leaves it. */
  private static final class WrongParameter extends Exception {
    private static final long serialVersionUID = 1;

    private final String parameter;
    private final String sentence;

    WrongParameter(String parameter, String sentence) {
      super(sentence);
      this.parameter = parameter;
      this.sentence = sentence;
    }
  }
}
