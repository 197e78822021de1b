package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A page of a process's own on its management endpoint. Called by any number of threads at once.
 */
@FunctionalInterface
public interface ManagementPage {

  /**
   * Answers one question; it may block.
   *
   * @param query the parameters of the address, decoded, in their order
   */
  Answer answer(Map<String, List<String>> query);

  /**
   * What is sent.
   *
   * @param status of HTTP
   * @param contentType of the body
   * @param body sent in UTF-8
   */
  record Answer(int status, String contentType, String body) {
    public Answer {
      requireNonNull(contentType, "contentType");
      requireNonNull(body, "body");
    }

    /** A JSON body. */
    public static Answer json(int status, String body) {
      return new Answer(status, "application/json", body);
    }
  }
}
