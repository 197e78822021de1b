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

  /** The inverse of {@link #text()}. */
  public static WindowKey parse(String text) {
    int tenantAt = text.indexOf(':') + 1;
    int tenantEnd = tenantAt + Integer.parseInt(text, 0, tenantAt - 1, 10);
    int scopeAt = text.indexOf(':', tenantEnd) + 1;
    int scopeEnd = scopeAt + Integer.parseInt(text, tenantEnd + 1, scopeAt - 1, 10);
    int limitEnd = text.indexOf('|', scopeEnd + 1);
    return new WindowKey(
        text.substring(tenantAt, tenantEnd),
        text.substring(scopeAt, scopeEnd),
        text.substring(scopeEnd + 1, limitEnd),
        text.substring(limitEnd + 1));
  }

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
