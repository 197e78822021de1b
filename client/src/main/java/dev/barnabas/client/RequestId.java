package dev.barnabas.client;

import dev.barnabas.schemas.InferenceResponse;

/**
 * What identifies a request.
 *
 * @param tenantId the tenant
 * @param correlationId the tenant's id of the request
 */
record RequestId(String tenantId, String correlationId) {
  static RequestId of(InferenceResponse response) {
    return new RequestId(response.getTenantId(), response.getCorrelationId());
  }
}
