package dev.barnabas.cli.verify;

/**
 * The identity of a request.
 *
 * @param tenantId the tenant
 * @param correlationId the tenant's id of it
 */
record RequestId(String tenantId, String correlationId) {
  @Override
  public String toString() {
    return tenantId + "/" + correlationId;
  }
}
