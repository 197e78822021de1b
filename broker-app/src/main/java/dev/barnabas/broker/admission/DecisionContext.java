package dev.barnabas.broker.admission;

import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.TenantKeys;
import java.util.function.Predicate;

/**
 * What every decision may ask besides the state.
 *
 * @param policies the configuration in force
 * @param keys keyed hashes
 * @param seal seals content
 * @param redacting redacts
 * @param routable whether a partner's work topic was seen to exist and be writable
 */
public record DecisionContext(
    Policies policies,
    TenantKeys keys,
    Seal seal,
    Redacting redacting,
    Predicate<String> routable) {

  /** The same under another configuration. */
  public DecisionContext with(Policies next) {
    return new DecisionContext(next, keys, seal, redacting, routable);
  }
}
