package dev.barnabas.emulator.fault;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault, a latency or both for the calls that match.
 *
 * @param id names the rule; a rule put with the same id replaces it
 * @param provider the provider it is for; absent for all
 * @param model the model it is for; absent for all
 * @param probability share of the matching calls it hits, 0..1
 * @param count how many calls it hits at most; absent for no bound
 * @param latency replaces the model's latency on matching calls; on a refusal, delays it
 */
public record FaultRule(
    String id,
    @Nullable String provider,
    @Nullable String model,
    Fault fault,
    double probability,
    @Nullable Integer count,
    @Nullable Latency latency) {

  public FaultRule {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(fault, "fault");
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability outside 0..1");
    }
    if (count != null && count < 1) {
      throw new IllegalArgumentException("count is below 1");
    }
  }

  /** A rule that hits every call to a provider, named after both. */
  public static FaultRule always(String provider, Fault fault) {
    String id = defaultId(provider, null, fault.kind());
    return new FaultRule(id, provider, null, fault, 1, null, null);
  }

  /** The id of a rule that was given none. */
  public static String defaultId(
      @Nullable String provider, @Nullable String model, FaultKind kind) {
    return (provider == null ? "*" : provider)
        + "/"
        + (model == null ? "*" : model)
        + "/"
        + kind.wireName();
  }

  boolean matches(String calledProvider, String calledModel) {
    return (provider == null || provider.equals(calledProvider))
        && (model == null || model.equals(calledModel));
  }
}
