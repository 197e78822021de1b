package dev.barnabas.topics;

import org.apache.avro.Schema;

/** What the registry says about a schema id. */
public sealed interface SchemaLookup {
  /**
   * The registry has it.
   *
   * @param schema the writer's schema
   */
  record Found(Schema schema) implements SchemaLookup {}

  /** The registry answers and has no Avro schema under the id. */
  record NotFound() implements SchemaLookup {}

  /**
   * The registry gave no answer in time.
   *
   * @param cause the kind of failure, a class name, fit for a log
   */
  record Unreachable(String cause) implements SchemaLookup {}
}
