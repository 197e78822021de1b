package dev.barnabas.broker.topology;

import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.Original;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Money;
import dev.barnabas.pricing.Usage;
import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.Amount;
import dev.barnabas.schemas.AttemptSummary;
import dev.barnabas.schemas.ContentPart;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.ResponseError;
import dev.barnabas.schemas.ResponseFormat;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.schemas.ToolDefinition;
import dev.barnabas.schemas.WindowBalance;
import dev.barnabas.schemas.WorkItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Domain outputs as Avro records. */
final class Outbound {
  private static final int SCALE = 18;

  private Outbound() {}

  static InferenceResponse response(Output.Response r, Instant now, Policies policies) {
    RequestState state = r.state();
    var answer = r.answer();
    var plan = state == null ? null : state.plan();
    return InferenceResponse.newBuilder()
        .setCorrelationId(r.key().correlationId())
        .setTenantId(r.key().tenantId())
        .setStatus(TerminalStatus.valueOf(r.ending().status().name()))
        .setContent(answer == null ? null : answer.content())
        .setToolCalls(answer == null ? List.of() : calls(answer.toolCalls()))
        .setFinishReason(answer == null ? null : answer.finishReason())
        .setTokensUsed(r.tokensUsed())
        .setUsage(answer == null ? null : usage(answer.usage()))
        .setModelVersion(answer == null ? null : answer.modelVersion())
        .setPartnerId(answer == null ? null : answer.partnerId())
        .setRoute(state == null ? null : state.alias())
        .setVariant(plan == null ? null : plan.variant())
        .setLatencyMs(answer == null ? null : answer.latencyMs())
        .setTotalMs(Math.max(0, r.total().toMillis()))
        .setAttempts(state == null ? List.of() : attempts(state))
        .setCost(amount(r.cost()))
        .setRedactions(answer == null ? java.util.Map.of() : answer.redactions())
        .setRequestFingerprint(r.fingerprint())
        .setError(error(r.fault()))
        .setMetadata(
            RequestMetadata.newBuilder()
                .setTenantId(r.key().tenantId())
                .setUserId(r.userId())
                .setCorrelationId(r.key().correlationId())
                .build())
        .setTags(r.tags())
        .setCompletedAt(now)
        .setConfigSha256(policies.sha256())
        .build();
  }

  static WorkItem work(Output.Work w, int homePartition, Policies policies) {
    Original content = w.content();
    var format = content.answerFormat();
    return WorkItem.newBuilder()
        .setAttemptId(w.attempt().attemptId())
        .setHomePartition(homePartition)
        .setPartnerId(w.link().partnerId())
        .setModel(w.link().model())
        .setMessages(content.messages().stream().map(Outbound::message).toList())
        .setTools(
            content.tools().stream()
                .map(t ->
                    ToolDefinition.newBuilder()
                        .setName(t.name())
                        .setDescription(t.description())
                        .setParametersSchema(t.parametersSchema())
                        .build())
                .toList())
        .setResponseFormat(
            format == null
                ? null
                : ResponseFormat.newBuilder()
                    .setType(format.type())
                    .setSchemaName(format.schemaName())
                    .setSchemaText(format.schemaText())
                    .setStrict(format.strict())
                    .build())
        .setTemperature(content.sampling().temperature())
        .setTopP(content.sampling().topP())
        .setStop(content.sampling().stop())
        .setSeed(content.sampling().seed())
        .setPassThrough(w.passThrough())
        .setMaxOutputTokens(w.maxOutputTokens())
        .setDeadline(w.state().deadline())
        .setLane(w.state().lane().name())
        .setFlow(w.flow())
        .setWeight(w.state().route().weight())
        .setTraceparent(w.state().traceparent())
        .setPolicyVersion(w.attempt().policyVersion())
        .setConfigurationVersion(policies.version())
        .setDispatchedAt(w.attempt().dispatchedAt())
        .setDispatch(w.attempt().dispatch())
        .setHasFallback(w.hasFallback())
        .build();
  }

  static Decision decision(
      Output.Decided d, long seq, Instant now, Policies policies, @Nullable Coordinates cause) {
    RequestState state = d.state();
    Attempt attempt = d.attempt();
    var hold = state == null ? null : state.hold();
    var first = d.first();
    boolean ended = state != null && state.ending() != null;
    var ending = state == null ? null : state.ending();
    return Decision.newBuilder()
        .setSeq(seq)
        .setKind(d.kind().name())
        .setTenantId(d.key().tenantId())
        .setCorrelationId(d.key().correlationId())
        .setNow(now)
        .setConfigurationVersion(policies.version())
        .setConfigSha256(policies.sha256())
        .setAttempt(attempt == null ? null : attempt.number())
        .setAttemptId(attempt == null ? null : attempt.attemptId())
        .setCallId(d.callId())
        .setPartnerId(partner(state, attempt))
        .setRoute(state == null ? null : state.alias())
        .setStatus(ended && ending != null ? ending.status().name() : null)
        .setCode(d.code())
        .setHoldTokens(hold == null ? null : hold.tokens())
        .setHoldMoney(hold == null ? null : scaled(hold.money()))
        .setChargedTokens(d.chargedMoney() == null || state == null ? null : state.chargedTokens())
        .setChargedMoney(d.chargedMoney() == null ? null : scaled(d.chargedMoney()))
        .setBalances(d.balances().stream().map(Outbound::balance).toList())
        .setDeadline(state == null ? null : state.deadline())
        .setEventId(d.eventId())
        .setSourceTopic(cause == null ? null : cause.topic())
        .setSourcePartition(cause == null ? null : cause.partition())
        .setSourceOffset(cause == null ? null : cause.offset())
        .setSourceAppendedAt(cause == null ? null : cause.appendedAt())
        .setFirstTopic(first == null ? null : first.topic())
        .setFirstPartition(first == null ? null : first.partition())
        .setFirstOffset(first == null ? null : first.offset())
        .setOpenPartners(d.openPartners())
        .build();
  }

  static Alert alert(Output.Alarm a, Instant now) {
    return Alert.newBuilder()
        .setAlertId(UUID.randomUUID().toString())
        .setTenantId(a.tenantId())
        .setKind(a.kind())
        .setSeverity(a.severity())
        .setSubject(a.subject())
        .setNumbers(a.numbers())
        .setMessage(a.message())
        .setRaisedAt(now)
        .setComponent("broker-app")
        .build();
  }

  static BigDecimal scaled(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.UNNECESSARY);
  }

  private static @Nullable String partner(@Nullable RequestState state, @Nullable Attempt attempt) {
    return state == null || attempt == null || state.plan() == null
        ? null
        : state.route().chain().get(attempt.link()).partnerId();
  }

  private static WindowBalance balance(Output.BalanceAfter b) {
    return WindowBalance.newBuilder()
        .setScope(b.window().scope())
        .setLimitName(b.window().limit())
        .setWindowId(b.window().windowId())
        .setLimitValue(scaled(b.limit()))
        .setSettled(scaled(b.balance().settled()))
        .setReserved(scaled(b.balance().reserved()))
        .build();
  }

  private static List<AttemptSummary> attempts(RequestState state) {
    return state.attempts().stream()
        .map(a ->
            AttemptSummary.newBuilder()
                .setAttempt(a.number())
                .setPartnerId(state.route().chain().get(a.link()).partnerId())
                .setModel(state.route().chain().get(a.link()).model())
                .setOutcome(a.outcome() == null ? "OPEN" : a.outcome())
                .setCalls(a.calls().size())
                .setLatencyMs(a.latency().toMillis())
                .build())
        .toList();
  }

  private static @Nullable Amount amount(@Nullable Money money) {
    return money == null
        ? null
        : Amount.newBuilder()
            .setAmount(scaled(money.amount()))
            .setCurrency(money.currency())
            .build();
  }

  private static @Nullable ResponseError error(Output.@Nullable Fault fault) {
    return fault == null
        ? null
        : ResponseError.newBuilder()
            .setCode(fault.code())
            .setMessage(fault.message())
            .setField(fault.field())
            .setRetryable(fault.retryable())
            .build();
  }

  private static dev.barnabas.schemas.@Nullable Usage usage(@Nullable Usage usage) {
    return usage == null
        ? null
        : dev.barnabas.schemas.Usage.newBuilder()
            .setInputTokens(usage.inputTokens())
            .setOutputTokens(usage.outputTokens())
            .setCachedInputTokens(usage.cachedInput())
            .setCacheWriteShortTokens(usage.cacheWriteShort())
            .setCacheWriteLongTokens(usage.cacheWriteLong())
            .setReasoningTokens(usage.reasoning())
            .setMeasure(measure(usage.measure()))
            .setServiceTier(usage.tier().word())
            .setAudioInputTokens(usage.modalities().audioInput())
            .setImageInputTokens(usage.modalities().imageInput())
            .setAudioOutputTokens(usage.modalities().audioOutput())
            .setAnomalies(usage.anomalies())
            .build();
  }

  static String measure(Measure measure) {
    return measure.name();
  }

  private static List<ToolCall> calls(List<FunctionCall> calls) {
    return calls.stream()
        .map(c ->
            ToolCall.newBuilder()
                .setId(c.id())
                .setName(c.name())
                .setArguments(c.arguments())
                .build())
        .toList();
  }

  private static Message message(ChatMessage m) {
    return Message.newBuilder()
        .setRole(m.role())
        .setContent(m.content())
        .setParts(
            m.parts().stream()
                .map(p ->
                    ContentPart.newBuilder()
                        .setType(p.type())
                        .setText(p.text())
                        .setDataRef(p.dataRef())
                        .setMediaType(p.mediaType())
                        .build())
                .toList())
        .setName(m.name())
        .setToolCalls(calls(m.toolCalls()))
        .setToolCallId(m.toolCallId())
        .build();
  }
}
