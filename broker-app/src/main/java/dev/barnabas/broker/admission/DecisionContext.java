package dev.barnabas.broker.admission;

import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.BrokerState;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.broker.request.TenantSecret;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What every decision may ask besides the state.
 *
 * @param policies the configuration in force
 * @param keys keyed hashes
 * @param seal seals content
 * @param redacting redacts
 * @param routable whether a partner's work topic was seen to exist and be writable
 * @param open which partners are not called now
 */
public record DecisionContext(
    Policies policies,
    TenantKeys keys,
    Seal seal,
    Redacting redacting,
    Predicate<String> routable,
    OpenPartners open) {

  /** With nothing known of the partners' circuit breakers. */
  public DecisionContext(
      Policies policies,
      TenantKeys keys,
      Seal seal,
      Redacting redacting,
      Predicate<String> routable) {
    this(policies, keys, seal, redacting, routable, OpenPartners.NONE);
  }

  /** The raw content of an open request; empty where it is gone or its tenant's key is. */
  public Optional<Content> content(BrokerState state, RequestKey key) {
    byte[] salt = state.secret(key.tenantId()).salt();
    return salt == null
        ? Optional.empty()
        : state.sealedContent(key).flatMap(sealed -> seal.open(key, salt, sealed));
  }

  /** Keeps the raw content of an open request, sealed. */
  public void keep(BrokerState state, RequestKey key, Content content) {
    TenantSecret secret = state.secret(key.tenantId());
    byte[] salt = secret.salt();
    if (salt == null) {
      salt = seal.salt();
      state.put(key.tenantId(), secret.salted(salt));
    }
    state.putSealedContent(key, seal.seal(key, salt, content));
  }

  /** The same under another configuration. */
  public DecisionContext with(Policies next) {
    return new DecisionContext(next, keys, seal, redacting, routable, open);
  }
}
