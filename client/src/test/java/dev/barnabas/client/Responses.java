package dev.barnabas.client;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.topics.RequestFingerprint;
import java.time.Instant;

/** Responses for tests. */
final class Responses {
  private Responses() {}

  static InferenceResponse to(InferenceRequest request, String content) {
    return InferenceResponse.newBuilder()
        .setTenantId(request.getMetadata().getTenantId())
        .setCorrelationId(request.getMetadata().getCorrelationId())
        .setStatus(TerminalStatus.COMPLETED)
        .setContent(content)
        .setRequestFingerprint(RequestFingerprint.of(request))
        .setMetadata(request.getMetadata())
        .setCompletedAt(Instant.parse("2026-11-20T10:00:00Z"))
        .build();
  }
}
