package dev.barnabas.cli.verify;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells a repeat within the dedupe window from a new use of an id that was forgotten. */
final class Repeats {
  private static final Duration SHORTEST_MEMORY = Duration.ofHours(24);

  private Repeats() {}

  /** Of the records taken as new, those that came after the window of the one before. */
  static List<Located<InferenceRequest>> apart(
      List<Located<InferenceRequest>> firsts, Evidence evidence) {
    if (firsts.size() < 2) {
      return firsts;
    }
    List<Located<InferenceRequest>> apart = new ArrayList<>();
    Instant remembered = Instant.MIN;
    for (Located<InferenceRequest> first : firsts) {
      if (!first.appendedAt().isBefore(remembered)) {
        apart.add(first);
        remembered = first.appendedAt().plus(window(first, evidence));
      }
    }
    return apart;
  }

  private static Duration window(Located<InferenceRequest> first, Evidence evidence) {
    Optional<Located<Decision>> decision = evidence.decisionsFrom(first.at()).stream().findFirst();
    return decision
        .flatMap(d -> evidence.configurations().of(d.record().getConfigSha256()))
        .map((Configuration c) -> c.dedupe().effectiveWindow())
        .orElse(SHORTEST_MEMORY);
  }
}
