package dev.barnabas.broker.authentication;

import dev.barnabas.broker.request.RequestKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a record before it is believed. Of a moved record, where it was first written.
 *
 * @param topic the topic its sender published it to
 * @param topicTenant whose own topic that is; null for a shared one
 * @param appendedAt when the broker appended it there
 * @param signatures the value of each signature header, in order
 * @param value its value
 * @param claimed whose it says it is
 */
public record ReceivedRecord(
    String topic,
    @Nullable String topicTenant,
    Instant appendedAt,
    List<byte[]> signatures,
    byte[] value,
    RequestKey claimed) {
  public ReceivedRecord {
    signatures = List.copyOf(signatures);
  }
}
