package dev.barnabas.broker.topology;

import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Looks up unknown schema ids off the stream threads, one look-up per id at a time. Any thread. */
public final class SchemaLookups {
  private final SchemaIds schemas;
  private final Executor executor;
  private final Map<Integer, State> states = new ConcurrentHashMap<>();

  /** What is known of an id. */
  enum State {
    /** Being asked for. */
    ASKING,
    /** The registry could not be asked; it will be again. */
    UNREACHABLE,
    /** The schema is cached now. */
    FOUND,
    /** The registry says that there is no such id. */
    NOT_FOUND
  }

  /**
   * @param schemas asks the registry
   * @param executor runs the look-ups
   */
  public SchemaLookups(SchemaIds schemas, Executor executor) {
    this.schemas = schemas;
    this.executor = executor;
  }

  /** Asks for an id unless it is being asked for, and says what is known now. */
  State ask(int id) {
    State known = states.getOrDefault(id, State.UNREACHABLE);
    if (known == State.UNREACHABLE && states.put(id, State.ASKING) != State.ASKING) {
      executor.execute(() -> states.put(id, lookUp(id)));
    }
    return known;
  }

  /** Forgets an answer, so that an id registered later is found. */
  void forget(int id) {
    states.remove(id, State.NOT_FOUND);
  }

  private State lookUp(int id) {
    return switch (schemas.lookUp(id)) {
      case SchemaLookup.Found _ -> State.FOUND;
      case SchemaLookup.NotFound _ -> State.NOT_FOUND;
      case SchemaLookup.Unreachable _ -> State.UNREACHABLE;
    };
  }
}
