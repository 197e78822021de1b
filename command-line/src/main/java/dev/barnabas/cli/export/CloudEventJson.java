package dev.barnabas.cli.export;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.CloudEventHeaders;
import dev.barnabas.topics.RecordJson;
import java.util.Locale;

/**
 * A usage event as one line of CloudEvents 1.0 JSON. Identity, type, time and subject are those of
 * the record's headers; {@code data} has every field of the event, quantities and amounts as text.
 * The extensions {@code partition} and {@code sequence} (the offset, twenty digits) give the order
 * of the log.
 */
public final class CloudEventJson {
  private static final JsonMapper JSON = new JsonMapper();

  private CloudEventJson() {}

  /** One line without its end. */
  public static String of(LoggedUsage usage) {
    UsageEvent event = usage.event();
    return JSON.createObjectNode()
        .put("specversion", "1.0")
        .put("id", event.getEventId())
        .put("source", usage.source())
        .put(
            "type",
            CloudEventHeaders.USAGE_TYPE + "." + event.getKind().name().toLowerCase(Locale.ROOT))
        .put("subject", event.getTenantId())
        .put("time", event.getRecordedAt().toString())
        .put("datacontenttype", "application/json")
        .put("partition", Integer.toString(usage.at().partition()))
        .put("sequence", "%020d".formatted(usage.at().offset()))
        .putRawValue("data", new RawValue(RecordJson.write(event)))
        .toString();
  }
}
