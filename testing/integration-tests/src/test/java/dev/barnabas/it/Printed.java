package dev.barnabas.it;

import dev.barnabas.cli.verify.PromiseReport;
import dev.barnabas.cli.verify.VerifyReport;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a run prints about itself; docs/performance.md quotes it. */
final class Printed {
  private Printed() {}

  static void run(String name, int requests, Duration took, List<InferenceResponse> responses) {
    Map<TerminalStatus, Long> statuses =
        responses.stream()
            .collect(
                Collectors.groupingBy(
                    (Function<InferenceResponse, TerminalStatus>) InferenceResponse::getStatus,
                    TreeMap::new,
                    Collectors.counting()));
    System.out.printf(
        "%s: %d requests in %.1f s, %.0f/s, %s%n",
        name, requests, took.toMillis() / 1e3, requests / (took.toMillis() / 1e3), statuses);
  }

  static void report(VerifyReport report) {
    System.out.printf("verify: %d records, %d violations%n", report.records(), report.violations());
    for (PromiseReport promise : report.promises()) {
      System.out.printf(
          "  %s %s %s%n",
          promise.id(),
          promise.outcome(),
          promise.examined().stream()
              .map(examined -> examined.what() + " " + examined.count())
              .collect(Collectors.joining(", ")));
      promise.notes().forEach(note -> System.out.println("     " + note));
      promise.violations().stream()
          .limit(20)
          .forEach(violation -> System.out.println("     " + violation));
    }
  }
}
