package dev.barnabas.client;

import static java.util.Objects.requireNonNull;

import dev.barnabas.signing.RecordSigner;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.SizeBudget;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client must know.
 *
 * @param clientId name in the brokers' logs and metrics
 * @param kafka how to reach the cluster
 * @param registryUrl address of the schema registry
 * @param registryProperties further settings of the registry's client library
 * @param names names of the topics
 * @param perTenantTopics whether requests and responses have a topic per tenant
 * @param maxRequestBytes largest encoded request, as the operator configured it
 * @param readBackAfter how long to wait for an answer before the client looks whether the id was
 *     answered earlier; a duplicate gets no second response
 * @param readBackWindow how far back it looks; at least the operator's dedupe window
 * @param signer signs requests and cancellations; null where the operator asks for no signatures
 */
public record ClientSettings(
    String clientId,
    KafkaSettings kafka,
    String registryUrl,
    Map<String, String> registryProperties,
    TopicNames names,
    boolean perTenantTopics,
    int maxRequestBytes,
    Duration readBackAfter,
    Duration readBackWindow,
    @Nullable RecordSigner signer) {
  /** How long an answer is awaited before reading back, where nothing is said. */
  public static final Duration DEFAULT_READ_BACK_AFTER = Duration.ofSeconds(2);

  /** Refuses null and impossible numbers. */
  public ClientSettings {
    requireNonNull(clientId, "clientId");
    requireNonNull(kafka, "kafka");
    requireNonNull(registryUrl, "registryUrl");
    registryProperties = Map.copyOf(registryProperties);
    requireNonNull(names, "names");
    if (maxRequestBytes < 1) {
      throw new IllegalArgumentException("maxRequestBytes must be positive");
    }
    if (readBackAfter.isNegative()) {
      throw new IllegalArgumentException("readBackAfter must not be negative");
    }
    if (!readBackWindow.isPositive()) {
      throw new IllegalArgumentException("readBackWindow must be positive");
    }
  }

  /** Shared topics of the default names, 256 KiB per request, a day of reading back. */
  public static ClientSettings of(String bootstrap, String registryUrl) {
    return new ClientSettings(
        "barnabas-client",
        KafkaSettings.of(bootstrap),
        registryUrl,
        Map.of(),
        TopicNames.ofDefaults(),
        false,
        SizeBudget.ofDefaults().requestBytes(),
        DEFAULT_READ_BACK_AFTER,
        TopicPlan.DEFAULT_DEDUPE_WINDOW.multipliedBy(2),
        null);
  }

  /** The same with other names of the topics. */
  public ClientSettings withNames(TopicNames other) {
    return new ClientSettings(
        clientId,
        kafka,
        registryUrl,
        registryProperties,
        other,
        perTenantTopics,
        maxRequestBytes,
        readBackAfter,
        readBackWindow,
        signer);
  }

  /** The same with a topic per tenant, or without. */
  public ClientSettings withPerTenantTopics(boolean own) {
    return new ClientSettings(
        clientId,
        kafka,
        registryUrl,
        registryProperties,
        names,
        own,
        maxRequestBytes,
        readBackAfter,
        readBackWindow,
        signer);
  }

  /** The same with another wait before reading back. */
  public ClientSettings withReadBackAfter(Duration wait) {
    return new ClientSettings(
        clientId,
        kafka,
        registryUrl,
        registryProperties,
        names,
        perTenantTopics,
        maxRequestBytes,
        wait,
        readBackWindow,
        signer);
  }

  /** The same, signing what is sent. */
  public ClientSettings withSigner(RecordSigner other) {
    return new ClientSettings(
        clientId,
        kafka,
        registryUrl,
        registryProperties,
        names,
        perTenantTopics,
        maxRequestBytes,
        readBackAfter,
        readBackWindow,
        other);
  }

  /** Where a tenant's requests go. */
  String requestTopic(String tenantId) {
    return perTenantTopics ? names.requests(tenantId) : names.requests();
  }

  /** Where a tenant's cancellations go: its own topic proves whose they are. */
  String cancelTopic(String tenantId) {
    return perTenantTopics ? names.requests(tenantId) : names.control();
  }

  /** Where a tenant's responses come from. */
  String responseTopic(String tenantId) {
    return perTenantTopics ? names.responses(tenantId) : names.responses();
  }
}
