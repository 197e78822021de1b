package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a record's bytes. */
sealed interface Arrival {

  /**
   * They cannot be taken.
   *
   * @param reason why
   * @param detail a finer code
   * @param position where in the value
   */
  record Refused(DeadLetterReason reason, @Nullable String detail, @Nullable String position)
      implements Arrival {}

  /**
   * They wait for their schema.
   *
   * @param schemaId the schema
   */
  record SchemaUnknown(int schemaId) implements Arrival {}

  /**
   * They say something.
   *
   * @param home the partition it belongs to
   * @param event what is to be decided
   */
  record Understood(int home, Event event) implements Arrival {}

  /** Something to decide about. */
  interface Event {
    /** Whose it says it is, where that has to be proven; empty for records of our own. */
    default Optional<RequestKey> claimed() {
      return Optional.empty();
    }

    /** It is not decided here. */
    default void dropped() {}

    /** Decides. */
    void decide(Deciders deciders, Unit unit, Coordinates source);

    /**
     * Answers who can be answered when {@link #decide} failed: a fault of ours, or a result too
     * large to write.
     */
    void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code);
  }
}
