package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAdapter;

/** An adapter that adds something to the calls of another; everything else passes through. */
abstract class DecoratedAdapter implements ModelAdapter {
  final ModelAdapter inner;

  DecoratedAdapter(ModelAdapter inner) {
    this.inner = requireNonNull(inner, "inner");
  }

  @Override
  public final String providerId() {
    return inner.providerId();
  }

  @Override
  public final HealthStatus healthCheck() {
    return inner.healthCheck();
  }

  @Override
  public final JsonSchema schema() {
    return inner.schema();
  }

  @Override
  public final void close() {
    inner.close();
  }
}
