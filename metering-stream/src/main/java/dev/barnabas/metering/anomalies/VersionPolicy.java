package dev.barnabas.metering.anomalies;

import dev.barnabas.metering.anomalies.Evidence.Versions;
import dev.barnabas.metering.anomalies.Evidence.Versions.Seen;
import dev.barnabas.metering.anomalies.Verdict.Learning;
import dev.barnabas.metering.anomalies.Verdict.Sign;
import dev.barnabas.metering.anomalies.Verdict.Steady;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a model version that a partner did not answer with before. The first one is no change. A
 * provider that goes back and forth between two is told once; of more than {@value #MOST}, the
 * longest unused is forgotten.
 */
final class VersionPolicy {

  /** Versions that are remembered. */
  static final int MOST = 8;

  /** Looks at the version of the next call. */
  Verdict<Versions> observe(Versions before, String version) {
    var rest = new ArrayList<>(before.seen());
    long calls = 0;
    for (var seen : before.seen()) {
      if (seen.version().equals(version)) {
        rest.remove(seen);
        calls = seen.calls();
      }
    }
    rest.add(new Seen(version, calls + 1));
    if (rest.size() > MOST) {
      rest.removeFirst();
    }
    var next = new Versions(rest);
    if (before.seen().isEmpty()) {
      return new Learning<>(next);
    }
    return calls > 0
        ? new Steady<>(next)
        : new Unusual<>(next, List.of(sign(before.seen().getLast(), version)));
  }

  private static Sign sign(Seen previous, String version) {
    var numbers =
        new Numbers()
            .with("observed", version)
            .with("baseline", previous.version())
            .with("samples", previous.calls())
            .with("threshold", 1)
            .with("window", 1);
    return new Sign(
        AnomalyKind.MODEL_VERSION_CHANGED,
        "",
        numbers.map(),
        "the partner answers with another version of the model");
  }
}
