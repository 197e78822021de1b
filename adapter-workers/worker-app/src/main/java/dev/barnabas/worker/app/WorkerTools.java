package dev.barnabas.worker.app;

import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the workers of all partners share.
 *
 * @param names the topics
 * @param homePartitions partitions of outcomes and fallback
 * @param workPartitions partitions of each of a partner's two work topics
 * @param codec reads and writes records
 * @param schemas looks up what the codec does not know
 * @param publisher waits for acknowledgements
 * @param records writes outcomes
 * @param alerts tells operations
 * @param meters the process's meters
 * @param tracer the process's tracer
 * @param cancelled the attempts that need not be started
 * @param clock the time of day
 * @param sleeper waits
 * @param random draws jitter; thread-safe
 * @param callIds draws the ids of calls; thread-safe
 * @param timer ends calls
 */
record WorkerTools(
    TopicNames names,
    int homePartitions,
    int workPartitions,
    RecordCodec codec,
    SchemaIds schemas,
    Publisher publisher,
    OutcomeRecords records,
    Alerts alerts,
    MeterRegistry meters,
    Tracer tracer,
    CancelledAttempts cancelled,
    InstantSource clock,
    Sleeper sleeper,
    RandomGenerator random,
    Supplier<String> callIds,
    CallTimer timer) {

  ReportingAdapter.Reports reports() {
    return new ReportingAdapter.Reports(names, publisher, records, callIds, clock);
  }
}
