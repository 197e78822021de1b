package dev.barnabas.broker.topology;

import dev.barnabas.broker.completion.CallReport;
import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.Fingerprints;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.FunctionDefinition;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.UsageReport;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.ResponseFormat;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.topics.RequestFingerprint;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Avro records as domain records. Pure. */
final class Inbound {
  private Inbound() {}

  static InboundRequest request(InferenceRequest record, @Nullable String traceparent, int size) {
    return new InboundRequest(
        new RequestKey(record.getMetadata().getTenantId(), record.getMetadata().getCorrelationId()),
        record.getMetadata().getUserId(),
        record.getModelId(),
        record.getPrompt(),
        record.getMessages().stream().map(Inbound::message).toList(),
        record.getTools().stream()
            .map(t ->
                new FunctionDefinition(t.getName(), t.getDescription(), t.getParametersSchema()))
            .toList(),
        format(record.getResponseFormat()),
        sampling(record.getParameters()),
        record.getPriority() == Priority.BULK ? Lane.BULK : Lane.REALTIME,
        record.getDeadline(),
        record.getTtlMs(),
        record.getClassification(),
        record.getCostCentre(),
        record.getTags(),
        new Fingerprints(
            RequestFingerprint.VERSION,
            RequestFingerprint.of(record),
            version -> RequestFingerprint.of(record, version)),
        traceparent,
        size);
  }

  static CallReport report(CallEnded record) {
    boolean success = record.getOutcome().equals("SUCCESS");
    return new CallReport(
        record.getAttemptId(),
        record.getCallId(),
        record.getPartnerId(),
        success ? record.getOutcome() : FailureKind.of(record.getOutcome()).name(),
        record.getContent(),
        calls(record.getToolCalls()),
        record.getFinishReason(),
        record.getModelVersion(),
        record.getProviderRequestId(),
        usage(record.getUsage()),
        record.getRawUsage(),
        billed(record, success),
        record.getStartedAt(),
        record.getEndedAt());
  }

  private static BilledByProvider billed(CallEnded record, boolean success) {
    String said = record.getBilledByProvider();
    if (said == null) {
      return success
          ? BilledByProvider.YES
          : FailureKind.of(record.getOutcome()).billedByProvider();
    }
    return switch (said) {
      case "YES" -> BilledByProvider.YES;
      case "NO" -> BilledByProvider.NO;
      default -> BilledByProvider.UNKNOWN;
    };
  }

  private static @Nullable Usage usage(dev.barnabas.schemas.@Nullable Usage usage) {
    if (usage == null) {
      return null;
    }
    Measure measure =
        switch (usage.getMeasure()) {
          case "PROVIDER_REPORTED" -> Measure.PROVIDER_REPORTED;
          case "TOKENIZER" -> Measure.TOKENIZER;
          default -> Measure.ESTIMATED;
        };
    return new UsageReport(
            usage.getInputTokens(),
            usage.getOutputTokens(),
            usage.getCachedInputTokens(),
            usage.getCacheWriteShortTokens(),
            usage.getCacheWriteLongTokens(),
            usage.getReasoningTokens(),
            measure,
            usage.getServiceTier(),
            new UsageReport.Counts(
                usage.getAudioInputTokens(),
                usage.getImageInputTokens(),
                usage.getAudioOutputTokens()),
            usage.getAnomalies())
        .normalised()
        .usage();
  }

  private static ChatMessage message(Message m) {
    return new ChatMessage(
        m.getRole(),
        m.getContent(),
        m.getParts().stream()
            .map(p ->
                new ChatMessage.Part(p.getType(), p.getText(), p.getDataRef(), p.getMediaType()))
            .toList(),
        m.getName(),
        calls(m.getToolCalls()),
        m.getToolCallId());
  }

  private static List<FunctionCall> calls(List<ToolCall> calls) {
    return calls.stream()
        .map(c -> new FunctionCall(c.getId(), c.getName(), c.getArguments()))
        .toList();
  }

  private static @Nullable AnswerFormat format(@Nullable ResponseFormat format) {
    return format == null
        ? null
        : new AnswerFormat(
            format.getType(), format.getSchemaName(), format.getSchemaText(), format.getStrict());
  }

  private static Sampling sampling(Parameters p) {
    return new Sampling(
        p.getMaxTokens(),
        p.getTemperature(),
        p.getTopP(),
        p.getStop(),
        p.getSeed(),
        p.getPassThrough());
  }
}
