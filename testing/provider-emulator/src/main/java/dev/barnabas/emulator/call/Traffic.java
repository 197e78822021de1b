package dev.barnabas.emulator.call;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts of calls per provider, model lists and the like left out. Thread-safe. */
public final class Traffic {

  /**
   * Counts of one provider since the emulator started.
   *
   * @param inFlight received and not ended
   * @param peakInFlight the most that ever were in flight at once
   */
  public record Counts(long inFlight, long peakInFlight, long received, long ended, long billed) {
    static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

    Counts afterReceipt() {
      long now = inFlight + 1;
      return new Counts(now, Math.max(now, peakInFlight), received + 1, ended, billed);
    }

    Counts afterEnd(boolean isBilled) {
      long allBilled = billed + (isBilled ? 1 : 0);
      return new Counts(inFlight - 1, peakInFlight, received, ended + 1, allBilled);
    }
  }

  private final ConcurrentHashMap<String, Counts> providers = new ConcurrentHashMap<>();

  void received(String provider) {
    providers.compute(
        provider, (_, counts) -> (counts == null ? Counts.ZERO : counts).afterReceipt());
  }

  void ended(String provider, boolean billed) {
    providers.computeIfPresent(provider, (_, counts) -> counts.afterEnd(billed));
  }

  /** Counts by provider name, in order of name. */
  public Map<String, Counts> counts() {
    return new TreeMap<>(providers);
  }

  public long inFlight() {
    return providers.values().stream().mapToLong(Counts::inFlight).sum();
  }

  public long inFlight(String provider) {
    return providers.getOrDefault(provider, Counts.ZERO).inFlight();
  }
}
