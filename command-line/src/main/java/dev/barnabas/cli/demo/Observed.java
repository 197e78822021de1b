package dev.barnabas.cli.demo;

import dev.barnabas.client.SubmissionException;
import dev.barnabas.schemas.InferenceResponse;

/** What came of a request. */
public sealed interface Observed {

  /**
   * It was answered.
   *
   * @param response the one response
   */
  record Answered(InferenceResponse response) implements Observed {}

  /**
   * The client says that there is no response to it.
   *
   * @param reason why
   */
  record Refused(SubmissionException.Reason reason) implements Observed {}

  /** Nothing came within the time of the demonstration. */
  record Nothing() implements Observed {}
}
