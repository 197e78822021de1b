package dev.barnabas.cli.verify;

import dev.barnabas.schemas.WindowBalance;

/**
 * One window of one limit of one tenant.
 *
 * @param tenantId the tenant
 * @param scope {@code tenant}, or {@code model:} and the alias
 * @param limitName the limit
 * @param windowId the window's start in UTC
 */
record WindowKey(String tenantId, String scope, String limitName, String windowId) {
  static WindowKey of(String tenantId, WindowBalance balance) {
    return new WindowKey(
        tenantId, balance.getScope(), balance.getLimitName(), balance.getWindowId());
  }

  @Override
  public String toString() {
    return tenantId + " " + scope + " " + limitName + " " + windowId;
  }
}
