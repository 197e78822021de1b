package dev.barnabas.broker.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * What one worker said of a partner.
 *
 * @param open whether it calls the partner no more; half open is not open: only calls can close it
 * @param heardAt when the word was appended to the log
 * @param validFor how long it holds after that; a worker that lives says it again before
 */
public record BreakerWord(boolean open, Instant heardAt, Duration validFor) {

  /**
   * Whether a partner is not called: somebody says so whose word still holds, and nobody whose word
   * still holds says otherwise. One worker in trouble of its own takes no partner from the others,
   * and a dead one is forgotten.
   */
  public static boolean open(Collection<BreakerWord> words, Instant now) {
    boolean heard = false;
    for (BreakerWord word : words) {
      if (now.isBefore(word.heardAt.plus(word.validFor))) {
        if (!word.open) {
          return false;
        }
        heard = true;
      }
    }
    return heard;
  }
}
