package dev.barnabas.topics;

import dev.barnabas.schemas.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Headers of a CloudEvents 1.0 event in Kafka's binary content mode. */
public final class CloudEventHeaders {
  /** {@code ce_type} of a usage event; the suffix is the event's kind, in lower case. */
  public static final String USAGE_TYPE = "dev.barnabas.usage";

  private static final String SPEC_VERSION = "1.0";

  private CloudEventHeaders() {}

  /**
   * The headers of a usage event: id is the event's id, subject the tenant, time the moment of the
   * decision.
   *
   * @param source URI reference of the writer, such as {@code /broker-app}
   */
  public static Headers of(UsageEvent event, String source) {
    String type = USAGE_TYPE + "." + event.getKind().name().toLowerCase(Locale.ROOT);
    return of(event.getEventId(), source, type, event.getTenantId(), event.getRecordedAt());
  }

  /** The headers of any event. */
  public static Headers of(String id, String source, String type, String subject, Instant time) {
    Headers headers = new RecordHeaders();
    add(headers, "ce_id", id);
    add(headers, "ce_source", source);
    add(headers, "ce_specversion", SPEC_VERSION);
    add(headers, "ce_type", type);
    add(headers, "ce_time", time.toString());
    add(headers, "ce_subject", subject);
    add(headers, "content-type", "application/avro");
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
