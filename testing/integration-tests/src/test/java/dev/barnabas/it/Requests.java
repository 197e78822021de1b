package dev.barnabas.it;

import dev.barnabas.client.RequestBuilder;
import dev.barnabas.schemas.InferenceRequest;
import java.util.List;

/** Requests of five tenants to two routes; every third carries personal data. */
final class Requests {
  /** Part of every e-mail address in them: no partner may see it. */
  static final String CANARY = "canary.example.org";

  /** Part of every prompt. */
  static final String QUESTION = "which of our orders are late";

  private static final List<String> TENANTS =
      List.of("acme", "globex", "initech", "umbrella", "hooli");

  private Requests() {}

  /** The request of a number; the same number gives the same request. */
  static InferenceRequest of(int number) {
    String prompt = "Question " + number + ": " + QUESTION + ", and why?";
    return RequestBuilder.of(
            TENANTS.get(number % TENANTS.size()), number % 4 == 3 ? "secure-code" : "fast-text")
        .correlationId("run-%06d".formatted(number))
        .prompt(isPersonal(number) ? prompt + " Answer " + email(number) + "." : prompt)
        .maxTokens(64)
        .build();
  }

  /** Whether the request of a number carries personal data. */
  static boolean isPersonal(int number) {
    return number % 3 == 0;
  }

  /** The address in the request of a number. */
  static String email(int number) {
    return "person" + number + "@" + CANARY;
  }
}
