package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void carriesTheTraceOverARecordWithoutStateOrBaggage() {
    Context context =
        Context.root()
            .with(
                Span.wrap(
                    SpanContext.create(
                        "0af7651916cd43dd8448eb211c80319c",
                        "b7ad6b7169203331",
                        TraceFlags.getSampled(),
                        TraceState.builder().put("vendor", "jane@example.com").build())))
            .with(Baggage.builder().put("user", "jane").build());
    Headers headers = new RecordHeaders();

    TraceHeaders.inject(context, headers);
    TraceHeaders.inject(context, headers);

    assertThat(headers).extracting(Header::key).containsExactly("traceparent");
    assertThat(text(headers, "traceparent")).isEqualTo(PARENT);
  }

  @Test
  void takesNothingButTheParentFromAStrangersRecord() {
    Headers headers = new RecordHeaders();
    headers.add("traceparent", PARENT.getBytes(StandardCharsets.US_ASCII));
    headers.add("tracestate", "vendor=x".getBytes(StandardCharsets.US_ASCII));
    headers.add("baggage", "user=jane".getBytes(StandardCharsets.US_ASCII));

    Context context = TraceHeaders.extract(headers);

    SpanContext span = Span.fromContext(context).getSpanContext();
    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.isRemote()).isTrue();
    assertThat(span.getTraceState().isEmpty()).isTrue();
    assertThat(Baggage.fromContext(context).isEmpty()).isTrue();
  }

  @Property(tries = 500)
  void startsANewTraceOnNonsense(@ForAll byte[] value) {
    Headers headers = new RecordHeaders().add("traceparent", value);
    assertThat(Span.fromContext(TraceHeaders.extract(headers)).getSpanContext().isValid())
        .isFalse();
    assertThat(OriginHeaders.of(new RecordHeaders().add(OriginHeaders.ORIGIN, value))).isEmpty();
  }

  @Test
  void remembersWhereAMisplacedRecordWasFirstWritten() {
    SourceCoordinates origin = new SourceCoordinates("inference.requests", 3, 42, Samples.NOW);
    Headers headers = new RecordHeaders().add(OriginHeaders.ORIGIN, new byte[] {'f'});
    OriginHeaders.add(headers, origin);
    assertThat(OriginHeaders.of(headers)).isEqualTo(Optional.of(origin));
    assertThat(headers).hasSize(1);
  }

  @Test
  void describesAUsageEventAsACloudEvent() {
    Headers headers = CloudEventHeaders.of(Samples.usage(), "/broker-app");
    assertThat(text(headers, "ce_id")).isEqualTo("e1");
    assertThat(text(headers, "ce_source")).isEqualTo("/broker-app");
    assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
    assertThat(text(headers, "ce_type")).isEqualTo("dev.barnabas.usage.usage");
    assertThat(text(headers, "ce_time")).isEqualTo("2026-11-20T10:15:30.123Z");
    assertThat(text(headers, "ce_subject")).isEqualTo("acme");
    assertThat(text(headers, "content-type")).isEqualTo("application/avro");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
