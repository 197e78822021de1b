package dev.barnabas.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.client.SubmissionException;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the example requests expects, from its field {@code expect}. Absent parts expect
 * nothing; an absent field expects COMPLETED.
 *
 * @param phase when it is sent
 * @param status how it ends; null where there is no response
 * @param code {@code error.code} of the response
 * @param partner who answers
 * @param redacted types that were redacted on the way
 * @param secrets texts that no partner may see and that the answer has again
 * @param gone texts that no partner may see and that the answer has not either
 * @param deadLetter why it gets no response but a dead letter
 * @param refused why the client finds no response of its own
 * @param show whether the answer is shown
 */
public record Expectation(
    Phase phase,
    @Nullable TerminalStatus status,
    @Nullable String code,
    @Nullable String partner,
    List<String> redacted,
    List<String> secrets,
    List<String> gone,
    @Nullable DeadLetterReason deadLetter,
    SubmissionException.@Nullable Reason refused,
    boolean show) {
  private static final Set<String> KEYS =
      Set.of(
          "phase",
          "status",
          "code",
          "partner",
          "redacted",
          "secrets",
          "gone",
          "deadLetter",
          "refused",
          "show");

  /** Copies. */
  public Expectation {
    redacted = List.copyOf(redacted);
    secrets = List.copyOf(secrets);
    gone = List.copyOf(gone);
  }

  /**
   * Reads the field.
   *
   * @param json the object, or a missing node
   * @throws IllegalArgumentException naming what is no part of an expectation
   */
  public static Expectation of(JsonNode json) {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!KEYS.contains(field.getKey())) {
        throw new IllegalArgumentException("expect." + field.getKey() + ": unknown");
      }
    }
    DeadLetterReason deadLetter = oneOf(DeadLetterReason.class, json.path("deadLetter"));
    var refused = oneOf(SubmissionException.Reason.class, json.path("refused"));
    TerminalStatus status = oneOf(TerminalStatus.class, json.path("status"));
    boolean answered = deadLetter == null && refused == null;
    Phase phase = oneOf(Phase.class, json.path("phase"));
    return new Expectation(
        phase == null ? Phase.FIRST : phase,
        status == null && answered ? TerminalStatus.COMPLETED : status,
        json.path("code").textValue(),
        json.path("partner").textValue(),
        texts(json.path("redacted")),
        texts(json.path("secrets")),
        texts(json.path("gone")),
        deadLetter,
        refused,
        json.path("show").asBoolean());
  }

  private static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, JsonNode json) {
    return json.isTextual() ? Enum.valueOf(type, json.textValue().toUpperCase(Locale.ROOT)) : null;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Whether somebody waits for it. */
  public boolean isAwaited() {
    return deadLetter == null;
  }

  /** What is otherwise than expected; empty where nothing is. */
  public List<String> mismatches(Observed observed) {
    return switch (observed) {
      case Observed.Answered(InferenceResponse response) -> mismatches(response);
      case Observed.Refused(SubmissionException.Reason reason) ->
          reason == refused ? List.of() : List.of("no response: " + reason);
      case Observed.Nothing() -> isAwaited() ? List.of("no response") : List.of();
    };
  }

  private List<String> mismatches(InferenceResponse response) {
    if (status == null) {
      return List.of("a response, " + response.getStatus());
    }
    List<String> wrong = new ArrayList<>();
    differs("status", status, response.getStatus(), wrong);
    if (code != null) {
      String found = response.getError() == null ? "none" : response.getError().getCode();
      differs("code", code, found, wrong);
    }
    if (partner != null) {
      differs("partner", partner, String.valueOf(response.getPartnerId()), wrong);
    }
    for (String type : redacted) {
      if (!response.getRedactions().containsKey(type)) {
        wrong.add(type + " was not redacted");
      }
    }
    String content = String.valueOf(response.getContent());
    for (int i = 0; i < secrets.size(); i++) {
      if (!content.contains(secrets.get(i))) {
        wrong.add("expect.secrets[" + i + "] was not restored");
      }
    }
    for (int i = 0; i < gone.size(); i++) {
      if (content.contains(gone.get(i))) {
        wrong.add("expect.gone[" + i + "] is in the answer");
      }
    }
    return wrong;
  }

  private static void differs(String what, Object expected, Object found, List<String> wrong) {
    if (!expected.equals(found)) {
      wrong.add("%s is %s, expected %s".formatted(what, found, expected));
    }
  }
}
