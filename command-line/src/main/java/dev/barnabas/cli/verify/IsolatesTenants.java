package dev.barnabas.cli.verify;

import java.util.List;

/** P6: a tenant or partner in trouble slows others no more than a stated bound. */
final class IsolatesTenants implements Promise {
  @Override
  public PromiseReport check(Evidence evidence) {
    return new PromiseReport(
        "P6",
        "isolates tenants",
        List.of(),
        List.of(),
        List.of("needs two runs, one of them with a tenant or partner in trouble"),
        false);
  }
}
