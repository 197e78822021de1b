package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.schemas.WorkItem;
import dev.barnabas.vocabulary.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** What a record of a work topic turned out to be. */
sealed interface ReadOutcome {

  /** Work for this partner. */
  record Item(WorkItem item) implements ReadOutcome {
    public Item {
      requireNonNull(item, "item");
    }
  }

  /**
   * No work for this partner; there is nobody to answer.
   *
   * @param detail a finer code
   * @param position where in the value
   */
  record Dead(DeadLetterReason reason, @Nullable String detail, @Nullable String position)
      implements ReadOutcome {
    public Dead {
      requireNonNull(reason, "reason");
    }
  }
}
