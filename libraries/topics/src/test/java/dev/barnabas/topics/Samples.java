package dev.barnabas.topics;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.ResponseFormat;
import dev.barnabas.schemas.ToolDefinition;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records that tests share. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-20T10:15:30.123Z");

  private Samples() {}

  static InferenceRequest prompt(String text) {
    return InferenceRequest.newBuilder()
        .setModelId("fast-text")
        .setPrompt(text)
        .setMetadata(metadata())
        .build();
  }

  static InferenceRequest rich() {
    return InferenceRequest.newBuilder()
        .setModelId("fast-text")
        .setMessages(
            List.of(
                Message.newBuilder().setRole("system").setContent("Be brief.").build(),
                Message.newBuilder().setRole("user").setContent("Größe? 👍").build()))
        .setParameters(
            Parameters.newBuilder()
                .setMaxTokens(100)
                .setTemperature(0.25)
                .setTopP(1.0)
                .setStop(List.of("END"))
                .setSeed(7L)
                .setPassThrough(Map.of("logit_bias", "{\"50256\":-100}"))
                .build())
        .setTools(
            List.of(
                ToolDefinition.newBuilder()
                    .setName("weather")
                    .setDescription("Weather of a town")
                    .setParametersSchema("{\"type\":\"object\"}")
                    .build()))
        .setResponseFormat(
            ResponseFormat.newBuilder()
                .setType("json_schema")
                .setSchemaName("answer")
                .setSchemaText("{}")
                .setStrict(false)
                .build())
        .setMetadata(metadata())
        .setPriority(Priority.BULK)
        .setDeadline(NOW)
        .setTtlMs(30_000L)
        .setClassification("internal")
        .setCostCentre("4711")
        .setTags(Map.of("team", "search"))
        .build();
  }

  static RequestMetadata metadata() {
    return RequestMetadata.newBuilder()
        .setTenantId("acme")
        .setUserId("u-1")
        .setCorrelationId("c-1")
        .build();
  }

  static UsageEvent usage() {
    return UsageEvent.newBuilder()
        .setEventId("e1")
        .setKind(UsageKind.USAGE)
        .setSeq(0)
        .setTenantId("acme")
        .setCorrelationId("c-1")
        .setAttempt(0)
        .setAttemptId("a-1")
        .setCallId("k-1")
        .setPartnerId("alpha")
        .setRoute("fast-text")
        .setLane("REALTIME")
        .setRequestModel("m")
        .setLines(
            List.of(
                UsageLine.newBuilder()
                    .setMeter("input")
                    .setQuantity(amount("12"))
                    .setMeasure("PROVIDER_REPORTED")
                    .setUnitPrice(amount("0.000000150"))
                    .setCost(amount("0.0000018"))
                    .build()))
        .setCurrency("USD")
        .setConfigSha256("00")
        .setProviderCost(amount("0.0000018"))
        .setOutcome("SUCCESS")
        .setChargePeriod("2026-11")
        .setWriterId("w")
        .setWriterSeq(0)
        .setOccurredAt(NOW)
        .setRecordedAt(NOW)
        .build();
  }

  static BigDecimal amount(String text) {
    return new BigDecimal(text).setScale(18);
  }
}
