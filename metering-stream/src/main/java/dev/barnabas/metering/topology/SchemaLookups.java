package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks unknown schema ids up away from the stream threads, one look-up per id at a time. Any
 * thread may ask; nothing here blocks but the executor's own threads.
 *
 * <p>After the registry gave no answer, nothing is asked for one second. That it does not know an
 * id is believed for 30 seconds.
 */
public final class SchemaLookups {

  private static final Logger log = LoggerFactory.getLogger(SchemaLookups.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration NOT_FOUND_HOLDS = Duration.ofSeconds(30);
  private static final int MAX_NOT_FOUND = 1_000;

  private final SchemaIds schemas;
  private final Executor executor;
  private final InstantSource time;
  private final Set<Integer> asking = new HashSet<>();
  private final Map<Integer, Instant> notFoundUntil = new LinkedHashMap<>();
  private Instant askAgainAt = Instant.MIN;

  /** What is known about an id. */
  enum Knowledge {
    /** The schema is at hand: parse again. */
    FOUND,
    /** The registry has no such id. */
    NOT_FOUND,
    /** There is no answer yet. */
    WAITING
  }

  /**
   * Look-ups over a registry.
   *
   * @param executor runs the look-ups, which block; the caller shuts it down
   */
  public SchemaLookups(SchemaIds schemas, Executor executor, InstantSource time) {
    this.schemas = requireNonNull(schemas, "schemas");
    this.executor = requireNonNull(executor, "executor");
    this.time = requireNonNull(time, "time");
  }

  /** What is known about the id; asks the registry in the background if that is nothing. */
  Knowledge knowledgeOf(int id) {
    if (schemas.cached(id).isPresent()) {
      return Knowledge.FOUND;
    }
    var now = time.instant();
    if (isKnownAsNotFound(id, now)) {
      return Knowledge.NOT_FOUND;
    }
    if (mayAsk(id, now)) {
      executor.execute(() -> ask(id));
    }
    return Knowledge.WAITING;
  }

  private void ask(int id) {
    SchemaLookup answer = new SchemaLookup.Unreachable("interrupted");
    try {
      answer = schemas.lookUp(id);
    } finally {
      remember(id, answer);
    }
  }

  private synchronized void remember(int id, SchemaLookup answer) {
    asking.remove(id);
    switch (answer) {
      case SchemaLookup.Found _ -> notFoundUntil.remove(id);
      case SchemaLookup.NotFound _ -> rememberNotFound(id);
      case SchemaLookup.Unreachable(String cause) -> {
        askAgainAt = time.instant().plus(PAUSE);
        log.atWarn()
            .addKeyValue("schemaId", id)
            .addKeyValue("error", cause)
            .log("Schema registry gave no answer; records that need the schema are held");
      }
    }
  }

  private void rememberNotFound(int id) {
    notFoundUntil.put(id, time.instant().plus(NOT_FOUND_HOLDS));
    if (notFoundUntil.size() > MAX_NOT_FOUND) {
      notFoundUntil.remove(notFoundUntil.keySet().iterator().next());
    }
  }

  private synchronized boolean isKnownAsNotFound(int id, Instant now) {
    var until = notFoundUntil.get(id);
    return until != null && now.isBefore(until);
  }

  private synchronized boolean mayAsk(int id, Instant now) {
    return !now.isBefore(askAgainAt) && asking.add(id);
  }
}
