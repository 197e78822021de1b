package dev.barnabas.topics;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The numbers that stand for schemas on the wire. Safe for use by many threads; only {@link
 * #lookUp} may block.
 */
public interface SchemaIds {
  /**
   * The id of one of our schemas, resolved before the first record is written.
   *
   * @throws IllegalStateException if nobody resolved it: a fault in the wiring
   */
  int idOf(Schema schema);

  /** The schema of an id that was met before; never asks the registry. */
  Optional<Schema> cached(int id);

  /**
   * Asks the registry and remembers a schema it finds. Blocks up to the registry's time limit, so
   * never call it on a stream thread. Does not throw.
   */
  SchemaLookup lookUp(int id);
}
