package dev.barnabas.metering.anomalies;

/** What can be found. The constant's name is the {@code kind} of the alert. */
public enum AnomalyKind {
  /** Output tokens per request of a model version have moved. */
  TOKEN_DRIFT,
  /** The provider's cost per request of a model has moved. */
  COST_PER_REQUEST,
  /** A model's answers take longer. */
  LATENCY,
  /** More of the calls to a model fail. */
  ERROR_SHARE,
  /** A partner answers with a version of a model that it did not answer with before. */
  MODEL_VERSION_CHANGED,
  /** A tenant will reach the limit of its month before the month ends, at the rate so far. */
  PROJECTED_OVERRUN,
  /** No price is known for many of a tenant's calls. */
  UNPRICED_USAGE
}
