package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What is to be remembered of a counted event, so that it is not counted again. */
public sealed interface Memory {

  /**
   * A writer's progress with it.
   *
   * @param writerId the writer
   * @param progress how far its events were counted
   * @param skipped how many events of the writer are missing before it, for the first time
   */
  record Numbered(String writerId, WriterProgress progress, long skipped) implements Memory {
    public Numbered {
      requireNonNull(writerId, "writerId");
      requireNonNull(progress, "progress");
    }
  }

  /**
   * The id of an event without a number.
   *
   * @param eventId the id
   * @param forgetAt append time from which it need no longer be remembered
   */
  record Identified(String eventId, Instant forgetAt) implements Memory {
    public Identified {
      requireNonNull(eventId, "eventId");
      requireNonNull(forgetAt, "forgetAt");
    }
  }
}
