package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of the topics. Dots and hyphens only: Kafka's metrics map both dots and underscores to
 * underscores, so a mix can collide.
 *
 * @param prefix first part of every name; letters, digits, dots and hyphens, at most 100 characters
 */
public record TopicNames(String prefix) {
  /** The prefix where the configuration names none. */
  public static final String DEFAULT_PREFIX = "inference";

  private static final Pattern DOTTED =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,98}[A-Za-z0-9])?");
  private static final Pattern UNDOTTED =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?");

  /** Refuses a prefix that cannot begin a topic name. */
  public TopicNames {
    requireNonNull(prefix, "prefix");
    if (!DOTTED.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic prefix '" + prefix + "' must be letters, digits, dots and hyphens, at most 100");
    }
  }

  /** Names that begin with {@value #DEFAULT_PREFIX}. */
  public static TopicNames ofDefaults() {
    return new TopicNames(DEFAULT_PREFIX);
  }

  /**
   * Whether a tenant may have topics of its own: its id is 1 to 100 letters, digits and inner dots
   * and hyphens. An underscore is refused.
   */
  public static boolean isTenantSafe(String tenantId) {
    return DOTTED.matcher(tenantId).matches();
  }

  /**
   * Whether a partner may have work topics: its id is 1 to 100 letters, digits and inner hyphens. A
   * dot is refused because {@code work.a.bulk} would be both the bulk lane of {@code a} and the
   * work of {@code a.bulk}.
   */
  public static boolean isPartnerSafe(String partnerId) {
    return UNDOTTED.matcher(partnerId).matches();
  }

  /** Requests of every tenant. */
  public String requests() {
    return prefix + ".requests";
  }

  /** Requests of one tenant, where tenants have topics of their own. */
  public String requests(String tenantId) {
    return requests() + "." + tenant(tenantId);
  }

  /** Cancellations and activations of configurations. */
  public String control() {
    return prefix + ".control";
  }

  /** Attempts of REALTIME requests for one partner. */
  public String work(String partnerId) {
    return prefix + ".work." + partner(partnerId);
  }

  /** Attempts of BULK requests for one partner. */
  public String workBulk(String partnerId) {
    return work(partnerId) + ".bulk";
  }

  /** Starts and ends of every provider call, and ticks. */
  public String outcomes() {
    return prefix + ".outcomes";
  }

  /** Attempts that failed, and ticks. */
  public String fallback() {
    return prefix + ".fallback";
  }

  /** Attempts that workers need not start any more. */
  public String cancelledAttempts() {
    return prefix + ".cancelled-attempts";
  }

  /** Responses to every tenant. */
  public String responses() {
    return prefix + ".responses";
  }

  /** Responses to one tenant, where tenants have topics of their own. */
  public String responses(String tenantId) {
    return responses() + "." + tenant(tenantId);
  }

  /** What broker-app decided, without content. */
  public String decisions() {
    return prefix + ".decisions";
  }

  /** Usage events, for finance. */
  public String metering() {
    return prefix + ".metering";
  }

  /** Who did what to whom, for auditors. */
  public String audit() {
    return prefix + ".audit";
  }

  /** Totals of usage by dimension and period. */
  public String usageTotals() {
    return prefix + ".usage-totals";
  }

  /** State of the circuit breakers. */
  public String breakers() {
    return prefix + ".breakers";
  }

  /** Contents of configurations, by their hash. */
  public String configuration() {
    return prefix + ".configuration";
  }

  /** What operations should look at. */
  public String alerts() {
    return prefix + ".alerts";
  }

  /** Records that got no answer, with the reason. */
  public String deadLetter() {
    return prefix + ".dead-letter";
  }

  /** Records found outside their tenant's partition, on their way home. */
  public String misplaced() {
    return prefix + ".misplaced";
  }

  /** The shared request topic and every tenant's own. */
  public Pattern requestsPattern() {
    return Pattern.compile(Pattern.quote(requests()) + "(\\." + DOTTED.pattern() + ")?");
  }

  /** The tenant whose own request topic this is; empty for every other topic. */
  public Optional<String> requestTenant(String topic) {
    String start = requests() + ".";
    return topic.startsWith(start) && isTenantSafe(topic.substring(start.length()))
        ? Optional.of(topic.substring(start.length()))
        : Optional.empty();
  }

  private static String tenant(String id) {
    if (!isTenantSafe(id)) {
      throw new IllegalArgumentException(
          "tenant id '" + id + "' cannot be part of a topic name: use letters, digits, . and -");
    }
    return id;
  }

  private static String partner(String id) {
    if (!isPartnerSafe(id)) {
      throw new IllegalArgumentException(
          "partner id '" + id + "' cannot be part of a topic name: use letters, digits and -");
    }
    return id;
  }
}
