package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * How many bytes a second a tenant's Kafka user may write: above it the broker makes the client
 * wait, so that a flood costs its sender time before it costs broker-app any. Each broker counts
 * for itself. Every call blocks up to a minute; a broker that does not answer is a {@link
 * KafkaException}.
 */
public final class ProducerQuotas {
  private static final String RATE = "producer_byte_rate";
  private static final long LIMIT_SECONDS = 60;

  private final Admin admin;

  /** Works through an admin client that the caller closes. */
  public ProducerQuotas(Admin admin) {
    this.admin = requireNonNull(admin, "admin");
  }

  /**
   * Sets the rate of each user; other quotas stay as they are.
   *
   * @param users names of Kafka users
   * @param bytesPerSecond above 0
   */
  public void set(Collection<String> users, long bytesPerSecond) {
    alter(
        users.stream()
            .map(user -> new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user)))
            .toList(),
        bytesPerSecond);
  }

  /** Sets the rate of all users that have none of their own; Kafka names them null. */
  public void setDefault(long bytesPerSecond) {
    alter(
        List.of(new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.USER, null))),
        bytesPerSecond);
  }

  private void alter(List<ClientQuotaEntity> users, long bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException("bytesPerSecond must be above 0: " + bytesPerSecond);
    }
    Op rate = new Op(RATE, (double) bytesPerSecond);
    List<ClientQuotaAlteration> alterations =
        users.stream().map(user -> new ClientQuotaAlteration(user, List.of(rate))).toList();
    try {
      admin.alterClientQuotas(alterations).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("the brokers did not answer in " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
