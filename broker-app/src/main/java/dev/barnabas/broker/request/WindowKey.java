package dev.barnabas.broker.request;

/**
 * One window of one limit of one tenant.
 *
 * @param tenantId the tenant
 * @param scope {@code tenant}, or {@code model:} and the alias
 * @param limit the limit's name
 * @param windowId the window's start in UTC, {@code -} where the limit has no window
 */
public record WindowKey(String tenantId, String scope, String limit, String windowId) {

  /** Unambiguous text, for a store's key. */
  public String text() {
    return tenantId.length()
        + ":"
        + tenantId
        + "|"
        + scope.length()
        + ":"
        + scope
        + "|"
        + limit
        + "|"
        + windowId;
  }
}
