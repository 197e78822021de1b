package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.CanonicalJson;
import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.configuration.binding.Problems;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.TenantPriceRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is configured, checked as a whole. Immutable, safe for any thread, and without
 * secrets: what it knows of a key is where the key is. Look-ups take time linear in the number of
 * partners or routes.
 */
public record Configuration(
    @Key(about = "Ports and telemetry.") Gateway gateway,
    @Key(about = "Where a process serves health and metrics.") Management management,
    @Key(about = "The cluster and its topics.") Kafka kafka,
    @Key(about = "The schema registry.") Registry registry,
    @Key(
            about = "How tenants prove who they are.",
            fallbackNote = "`none` under `up`; required elsewhere")
        Authentication authentication,
    @Key(about = "Model providers.") List<Partner> partners,
    @Key(about = "Which partners serve which alias.", required = true) Routing routing,
    @Key(about = "What tenants may use; absent: every request is refused NO_QUOTA.") Quotas quotas,
    @Key(
            about =
                "The tenants; absent: every tenant is known and has `quotas.default`; present: the list is closed.")
        @Nullable Map<String, Tenant> tenants,
    @Key(
            about =
                "What providers charge: a list, or the name of a file beside the configuration that holds one.",
            orFile = true,
            fallback = "[]")
        List<Price> prices,
    @Key(
            about =
                "A name for these prices; with their hash behind it, it is the version on usage events. A file of prices may carry it.",
            name = "price_book",
            pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
        @Nullable String priceBookName,
    @Key(
            about =
                "What providers bill whether it is used or not, such as provisioned throughput. A file of prices may hold it.",
            fallback = "[]")
        List<Capacity> capacity,
    @Key(
            about =
                "What tenants pay, over a route's `cost_per_token` or else the provider's price: markup, then discount; an override replaces both.",
            fallback = "[]")
        List<PriceRule> tenantPrices,
    @Key(about = "How long ids are remembered.") Dedupe dedupe,
    @Key(about = "Bounds on how long a request may be open.") Deadlines deadlines,
    @Key(about = "Bounds on sizes.") Sizes sizes,
    @Key(about = "What metering-stream watches in usage.") Anomalies anomalies,
    @Key(
            about = "Where `api_key_ref` files are.",
            fallback = ".",
            fallbackNote = "beside the configuration")
        String secretsDir,
    @Key(
            about = "ISO 4217; of every price, charge and money limit.",
            fallback = "USD",
            pattern = "[A-Z]{3}")
        String currency,
    @Key(about = "The schemas that routes name, with their content.", hidden = true)
        Map<String, Contract> contracts) {

  public Configuration {
    partners = List.copyOf(partners);
    tenants = tenants == null ? null : Copies.sorted(tenants);
    prices = List.copyOf(prices);
    capacity = List.copyOf(capacity);
    tenantPrices = List.copyOf(tenantPrices);
    contracts = Copies.sorted(contracts);
    Constraints.require(
        Configuration.class,
        gateway,
        management,
        kafka,
        registry,
        authentication,
        partners,
        routing,
        quotas,
        tenants,
        prices,
        priceBookName,
        capacity,
        tenantPrices,
        dedupe,
        deadlines,
        sizes,
        anomalies,
        secretsDir,
        currency,
        contracts);
  }

  /** The partner of an id. */
  public Optional<Partner> partner(String id) {
    return partners.stream().filter(partner -> partner.id().equals(id)).findFirst();
  }

  /** The route of an alias. */
  public Optional<Route> route(String alias) {
    return routing.models().stream().filter(route -> route.alias().equals(alias)).findFirst();
  }

  /** The schema an answer of the route must satisfy. */
  public Optional<Contract> contract(Route route) {
    return Optional.ofNullable(route.schema()).map(contracts::get);
  }

  /**
   * What is redacted when a route's request goes to a partner: the partner's policy, or every
   * entity.
   */
  public PiiPolicy piiPolicy(Route route, Partner partner) {
    return switch (route.piiFilter()) {
      case STANDARD -> partner.pii();
      case STRICT -> partner.pii().strict();
    };
  }

  /**
   * Whether requests of a tenant are taken at all: always, unless {@code tenants} closes the list.
   */
  public boolean knowsTenant(String tenantId) {
    return tenants == null || tenants.containsKey(tenantId);
  }

  /**
   * The limits on all requests of a tenant: its own over its tier's over the default, one by one.
   * Empty if it has no quota, which refuses every request NO_QUOTA; also for a tenant that is not
   * known.
   */
  public Optional<Limits> limitsFor(String tenantId) {
    if (!knowsTenant(tenantId)) {
      return Optional.empty();
    }
    Tenant tenant = tenants == null ? null : tenants.get(tenantId);
    String tier = tenant == null ? null : tenant.tier();
    return java.util.stream.Stream.of(
            tenant == null ? null : tenant.quotas(),
            tier == null ? null : quotas.tiers().get(tier),
            quotas.standard())
        .filter(Objects::nonNull)
        .reduce(Limits::over);
  }

  /**
   * The limits on a tenant's requests for one alias. They are counted in windows of their own, and
   * hold beside {@link #limitsFor(String)}; {@link ModelLimits#NONE} if there are none.
   */
  public ModelLimits limitsFor(String tenantId, String alias) {
    return limitsFor(tenantId)
        .map(limits -> limits.models().getOrDefault(alias, ModelLimits.NONE))
        .orElse(ModelLimits.NONE);
  }

  /**
   * The prices as a book, per token. It is built, and hashed, at every call.
   *
   * @throws IllegalArgumentException if periods overlap or, of prices, leave a gap, which a loaded
   *     configuration's do not
   */
  public PriceBook priceBook() {
    var entries = prices.stream().map(price -> price.entry(currency)).toList();
    var book =
        priceBookName == null ? PriceBook.of(entries) : PriceBook.named(priceBookName, entries);
    return book.withCapacity(capacity.stream().map(one -> one.entry(currency)).toList());
  }

  /** What tenants pay over a route's price or the provider's. */
  public TenantPriceRules tenantPriceRules() {
    return new TenantPriceRules(tenantPrices.stream().map(PriceRule::rule).toList());
  }

  /** The tier of a tenant; empty for one that has none or is not known. */
  public Optional<String> tier(String tenantId) {
    return Optional.ofNullable(tenants).map(known -> known.get(tenantId)).map(Tenant::tier);
  }

  Configuration with(List<Partner> otherPartners, Routing otherRouting, Dedupe otherDedupe) {
    return new Configuration(
        gateway,
        management,
        kafka,
        registry,
        authentication,
        otherPartners,
        otherRouting,
        quotas,
        tenants,
        prices,
        priceBookName,
        capacity,
        tenantPrices,
        otherDedupe,
        deadlines,
        sizes,
        anomalies,
        secretsDir,
        currency,
        contracts);
  }

  /** The HTTP port of this process. */
  public int managementPort() {
    return management.port() == null ? gateway.port() : management.port();
  }

  /**
   * This configuration as JSON: sorted keys, every default written out, no secret. Equal if and
   * only if equal.
   */
  public String canonicalJson() {
    return CanonicalJson.write(this);
  }

  /** SHA-256 of the UTF-8 bytes of {@link #canonicalJson()}, in hexadecimal: the version's name. */
  public String sha256() {
    return sha256(canonicalJson().getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The configuration that {@link #canonicalJson()} wrote.
   *
   * @throws IllegalArgumentException if the text was not written by it, naming what is wrong
   */
  public static Configuration fromCanonicalJson(String json) {
    Problems problems = new Problems();
    return CanonicalJson.read(json, Configuration.class, problems)
        .orElseThrow(() ->
            new IllegalArgumentException("not a published configuration: " + problems.errors()));
  }
}
