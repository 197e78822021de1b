package dev.barnabas.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in memory, for topology tests: gives ids from 1 to every schema it is shown. */
public final class InMemorySchemas implements SchemaIds {
  private final Map<Schema, Integer> ids = new HashMap<>();
  private final Map<Integer, Schema> schemas = new HashMap<>();

  /** A registry that knows these schemas already. */
  public static InMemorySchemas of(List<Schema> schemas) {
    InMemorySchemas registry = new InMemorySchemas();
    schemas.forEach(registry::idOf);
    return registry;
  }

  /** A registry that knows every schema of the project. */
  public static InMemorySchemas ofProject() {
    return of(RecordTypes.schemas());
  }

  @Override
  public synchronized int idOf(Schema schema) {
    return ids.computeIfAbsent(
        schema,
        unseen -> {
          int id = schemas.size() + 1;
          schemas.put(id, unseen);
          return id;
        });
  }

  @Override
  public synchronized Optional<Schema> cached(int id) {
    return Optional.ofNullable(schemas.get(id));
  }

  @Override
  public SchemaLookup lookUp(int id) {
    return cached(id)
        .<SchemaLookup>map(SchemaLookup.Found::new)
        .orElseGet(SchemaLookup.NotFound::new);
  }
}
