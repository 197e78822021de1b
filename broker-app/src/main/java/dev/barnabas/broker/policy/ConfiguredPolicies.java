package dev.barnabas.broker.policy;

import dev.barnabas.broker.authentication.AuthenticationPolicy;
import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Degrade;
import dev.barnabas.configuration.Limits;
import dev.barnabas.configuration.Partner;
import dev.barnabas.configuration.PiiPolicy;
import dev.barnabas.configuration.Route;
import dev.barnabas.configuration.Variant;
import dev.barnabas.pricing.TenantPrice;
import dev.barnabas.redaction.CompiledPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A validated configuration, compiled. */
public final class ConfiguredPolicies implements Policies {
  private final long version;
  private final String sha256;
  private final Configuration configuration;
  private final PriceBooks prices;
  private final Map<String, Route> routes = new HashMap<>();
  private final Map<String, CompiledPolicy> redaction = new HashMap<>();
  private final Bounds bounds;
  private final AuthenticationPolicy authentication;

  /**
   * Compiles a configuration.
   *
   * @param version counts activations
   * @param configuration validated
   * @param compiler compiles what partners may not read
   * @throws IllegalArgumentException naming the path of what cannot be compiled
   */
  public ConfiguredPolicies(long version, Configuration configuration, RedactionPolicies compiler) {
    this.version = version;
    this.sha256 = configuration.sha256();
    this.configuration = configuration;
    this.prices = new PriceBooks(configuration);
    this.authentication = Proofs.of(configuration);
    for (Route route : configuration.routing().models()) {
      routes.put(route.alias(), route);
      for (Partner partner : configuration.partners()) {
        PiiPolicy pii = configuration.piiPolicy(route, partner);
        String key = key(partner.id(), route.alias());
        redaction.put(key, compiler.compile(pii, partner.id()));
        for (String name : pii.classifications().keySet()) {
          redaction.put(
              key(key, name), compiler.compile(pii.forClassification(name), partner.id()));
        }
      }
    }
    this.bounds =
        new Bounds(
            configuration.dedupe().effectiveWindow(),
            configuration.deadlines().max(),
            configuration.deadlines().grace(),
            (int) configuration.sizes().request().bytes(),
            (int) configuration.sizes().restore().bytes());
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public AuthenticationPolicy authentication() {
    return authentication;
  }

  @Override
  public boolean knowsTenant(String tenantId) {
    return configuration.knowsTenant(tenantId);
  }

  @Override
  public Optional<RoutePlan> plan(String alias, RequestKey key, Instant now) {
    return Optional.ofNullable(routes.get(alias)).map(route -> plan(route, key, now));
  }

  private RoutePlan plan(Route route, RequestKey key, Instant now) {
    Optional<Variant> variant = variant(route, key);
    List<RoutePlan.Link> chain =
        variant.map(Variant::chain).orElseGet(route::chain).stream()
            .flatMap(id -> configuration.partner(id).stream())
            .map(partner -> prices.link(partner, route.alias(), now))
            .toList();
    Degrade degrade = route.degrade();
    TenantPrice price = prices.tenantPrice(key.tenantId(), route);
    return new RoutePlan(
        route.alias(),
        variant.map(Variant::name).orElse(null),
        chain,
        contract(route),
        degrade == null ? null : degrade.template(),
        price.costPerToken(),
        price.factor(),
        price.currency(),
        prices.version(),
        route.maxOutputTokens(),
        route.maxAttempts(),
        limitsOf(key.tenantId()).effectiveWeight());
  }

  private RoutePlan.@Nullable AnswerContract contract(Route route) {
    return violation(route)
        .flatMap(rule ->
            configuration
                .contract(route)
                .map(contract -> new RoutePlan.AnswerContract(contract.json(), rule)))
        .orElse(null);
  }

  private static Optional<RoutePlan.Violation> violation(Route route) {
    return switch (route.schemaMode()) {
      case OFF -> Optional.empty();
      case SHADOW -> Optional.of(RoutePlan.Violation.RECORD);
      case ENFORCE ->
          Optional.of(
              switch (route.onContractViolation()) {
                case FALLBACK -> RoutePlan.Violation.FALLBACK;
                case DEGRADE -> RoutePlan.Violation.DEGRADE;
                case FAIL -> RoutePlan.Violation.FAIL;
              });
    };
  }

  /** Sticky: the same request always draws the same variant under the same weights. */
  private static Optional<Variant> variant(Route route, RequestKey key) {
    long total = route.variants().stream().mapToLong(Variant::weight).sum();
    if (total == 0) {
      return Optional.empty();
    }
    long drawn = Math.floorMod(mix(key.hashCode()), total);
    for (Variant variant : route.variants()) {
      drawn -= variant.weight();
      if (drawn < 0) {
        return Optional.of(variant);
      }
    }
    return Optional.empty();
  }

  /** The finalizer of MurmurHash3: spreads the bits of a weak hash. */
  private static long mix(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  @Override
  public Duration defaultDeadline(String alias, Lane lane) {
    Route route = routes.get(alias);
    if (route == null) {
      return configuration.deadlines().max();
    }
    return switch (lane) {
      case REALTIME -> route.deadline().realtime();
      case BULK -> route.deadline().bulk();
    };
  }

  @Override
  public List<Limit> limits(String tenantId, String alias) {
    return ConfiguredLimits.of(configuration, tenantId, alias);
  }

  @Override
  public Optional<CompiledPolicy> redaction(
      String partnerId, String alias, @Nullable String classification) {
    String key = key(partnerId, alias);
    CompiledPolicy classified =
        classification == null
            ? null
            : redaction.get(key(key, classification.toLowerCase(Locale.ROOT)));
    return Optional.ofNullable(classified == null ? redaction.get(key) : classified);
  }

  @Override
  public Duration unknownAfter(String tenantId) {
    return limitsOf(tenantId).effectiveUnknownAfter();
  }

  @Override
  public int maxUnfinished(String partnerId) {
    return configuration.partner(partnerId).map(Partner::maxUnfinishedPerTenant).orElse(0);
  }

  @Override
  public Queue queue(String tenantId) {
    Limits limits = limitsOf(tenantId);
    return new Queue(limits.effectiveQueuedRequests(), limits.effectiveQueuedBytes().bytes());
  }

  private Limits limitsOf(String tenantId) {
    return configuration.limitsFor(tenantId).orElse(Limits.UNLIMITED);
  }

  @Override
  public Set<String> passThrough(String partnerId) {
    return configuration
        .partner(partnerId)
        .map(partner -> Set.copyOf(partner.passThrough()))
        .orElse(Set.of());
  }

  @Override
  public Bounds bounds() {
    return bounds;
  }

  private static String key(String partnerId, String alias) {
    return partnerId + " " + alias;
  }
}
