package dev.barnabas.broker.completion;

import dev.barnabas.broker.request.Attempt;

/**
 * A worker's hand-back of one dispatch. Two workers may hand back the same dispatch; the first one
 * is answered by a further dispatch, and the second no longer concerns the attempt.
 *
 * @param attemptId the attempt
 * @param dispatch which dispatch of it, from 0
 */
record HandBack(String attemptId, int dispatch) {

  /** What {@link #subject} made. */
  static HandBack parse(String subject) {
    int mark = subject.lastIndexOf('#');
    return mark < 0
        ? new HandBack(subject, 0)
        : new HandBack(subject.substring(0, mark), Integer.parseInt(subject.substring(mark + 1)));
  }

  /** As a timer's subject. */
  String subject() {
    return attemptId + "#" + dispatch;
  }

  /** Whether the attempt still waits for what was handed back. */
  boolean concerns(Attempt attempt) {
    return attempt.open() && attempt.dispatch() == dispatch;
  }
}
