package dev.barnabas.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition a tenant lives in: {@code murmur2(UTF-8 of the tenant id) mod N}, as Kafka's
 * default partitioner places a record whose key is the tenant id as a plain string.
 *
 * <p>A lone surrogate is written as {@code ?}, as Kafka's string serializer does.
 */
public final class HomePartition {
  private HomePartition() {}

  /**
   * The home partition of a tenant.
   *
   * @param tenantId {@code metadata.tenantId} of the value, never the record's key
   * @param partitions N, the same for requests, control, outcomes, fallback and misplaced
   */
  public static int of(String tenantId, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, found " + partitions);
    }
    byte[] key = tenantId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
