package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/** What is remembered of a subject. Immutable. */
public sealed interface Evidence {

  /**
   * A mean and the evidence that it moved.
   *
   * @param baseline the usual level
   * @param up evidence for a rise
   * @param down evidence for a fall
   */
  record Step(Baseline baseline, Run up, Run down) implements Evidence {
    /** Nothing seen. */
    public static final Step NONE = new Step(Baseline.NONE, Run.NONE, Run.NONE);

    public Step {
      requireNonNull(baseline, "baseline");
      requireNonNull(up, "up");
      requireNonNull(down, "down");
    }
  }

  /**
   * A share and the evidence that it rose.
   *
   * @param count calls learned
   * @param share the usual share of failed ones
   * @param up evidence for a rise; its sum is how many failed
   */
  record Share(long count, double share, Run up) implements Evidence {
    /** Nothing seen. */
    public static final Share NONE = new Share(0, 0, Run.NONE);

    public Share {
      requireNonNull(up, "up");
    }
  }

  /**
   * The versions of a model that were seen, the newest use last.
   *
   * @param seen at most {@link VersionPolicy#MOST}
   */
  record Versions(List<Seen> seen) implements Evidence {
    /** Nothing seen. */
    public static final Versions NONE = new Versions(List.of());

    public Versions {
      seen = List.copyOf(seen);
    }

    /**
     * One version.
     *
     * @param version as the provider reports it
     * @param calls how many calls it answered
     */
    public record Seen(String version, long calls) {
      public Seen {
        requireNonNull(version, "version");
      }
    }
  }

  /**
   * A tenant's month so far.
   *
   * @param month the charge period
   * @param since append time of its first event
   * @param charge what the tenant is charged
   * @param tokens tokens charged
   * @param calls calls
   * @param unpricedCalls of these: those without a price
   */
  record Month(
      YearMonth month,
      Instant since,
      BigDecimal charge,
      long tokens,
      long calls,
      long unpricedCalls)
      implements Evidence {
    public Month {
      requireNonNull(month, "month");
      requireNonNull(since, "since");
      requireNonNull(charge, "charge");
    }
  }
}
