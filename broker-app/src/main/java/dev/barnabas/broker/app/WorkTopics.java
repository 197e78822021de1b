package dev.barnabas.broker.app;

import dev.barnabas.topics.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partners' work topics and which tenants' own response topics were seen to exist and be
 * writable. A stream thread that writes to a topic that is not there blocks for a minute and dies,
 * so a partner is routable, and a tenant is heard, only after they were seen here. Any thread.
 */
final class WorkTopics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkTopics.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Admin admin;
  private final TopicNames names;
  private final Supplier<List<String>> partners;
  private final Supplier<Collection<String>> tenants;
  private final AtomicReference<Set<String>> seen = new AtomicReference<>(Set.of());
  private final AtomicReference<Set<String>> answerable = new AtomicReference<>(Set.of());
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("work-topics").factory());

  WorkTopics(
      Admin admin,
      TopicNames names,
      Supplier<List<String>> partners,
      Supplier<Collection<String>> tenants) {
    this.tenants = tenants;
    this.admin = admin;
    this.names = names;
    this.partners = partners;
  }

  /** Looks once, then again and again. */
  void start() {
    look();
    var _ =
        executor.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks now; a new partner need not wait. */
  void lookSoon() {
    executor.execute(this::look);
  }

  boolean routable(String partnerId) {
    return seen.get().contains(partnerId);
  }

  /** Whether a tenant's own response topic can be written. */
  boolean answerable(String tenantId) {
    return answerable.get().contains(tenantId);
  }

  private void look() {
    lookAtPartners();
    lookAtTenants();
  }

  private void lookAtTenants() {
    Collection<String> all = tenants.get();
    Map<String, KafkaFuture<TopicDescription>> answers =
        described(all.stream().map(names::responses).toList());
    answerable.set(
        all.stream()
            .filter(tenant -> writable(names.responses(tenant), answers))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private Map<String, KafkaFuture<TopicDescription>> described(Collection<String> topics) {
    return admin
        .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues();
  }

  private void lookAtPartners() {
    List<String> all = partners.get();
    Collection<String> topics =
        all.stream().flatMap(p -> List.of(names.work(p), names.workBulk(p)).stream()).toList();
    Map<String, KafkaFuture<TopicDescription>> answers = described(topics);
    Set<String> writable = new HashSet<>();
    for (String partner : all) {
      if (List.of(names.work(partner), names.workBulk(partner)).stream()
          .allMatch(topic -> writable(topic, answers))) {
        writable.add(partner);
      }
    }
    Set<String> before = seen.getAndSet(Set.copyOf(writable));
    if (!before.equals(writable)) {
      log.atInfo().addKeyValue("partners", String.join(",", writable)).log("routable partners");
    }
  }

  private static boolean writable(
      String topic, Map<String, KafkaFuture<TopicDescription>> answers) {
    KafkaFuture<TopicDescription> answer = answers.get(topic);
    if (answer == null) {
      return false;
    }
    try {
      Set<AclOperation> allowed = answer.get(10, TimeUnit.SECONDS).authorizedOperations();
      return allowed == null || allowed.isEmpty() || allowed.contains(AclOperation.WRITE);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
