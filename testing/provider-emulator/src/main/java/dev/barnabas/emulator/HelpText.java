package dev.barnabas.emulator;

import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.generation.ModelProfile;

/** The text of {@code --help}. */
final class HelpText {
  private static final String OPTIONS =
      """
      Provider emulator: OpenAI chat completions and Anthropic messages over HTTP.
      Prints LISTENING http://127.0.0.1:PORT when ready; SIGTERM stops it.

      Options
        --host ADDRESS        127.0.0.1 (default); a container listens on 0.0.0.0
        --port N              0 (default) takes a free port
        --ledger FILE         append-only JSON Lines, continued if it exists
                              (default: a temporary file, deleted at the end)
        --record-bodies FILE  append the raw bytes received, API keys left out
        --latency SPEC        of models without their own: none (default), fixed:MS,
                              uniform:MS:MS, lognormal:MEDIAN_MS:SIGMA
        --fault RULE          a rule in force from the start, may be repeated:
                              [PROVIDER[/MODEL]=]KIND[,NAME=VALUE]... or a JSON object;
                              * is any; names: probability count latency retryAfterSeconds
                              bytes intervalMs failures id
        --faults FILE         a JSON array of rules
        --seed N              of latencies and probabilities (default 1)

      Base URLs
        OpenAI     http://127.0.0.1:PORT/v1 or http://127.0.0.1:PORT/p/PROVIDER/v1
        Anthropic  http://127.0.0.1:PORT    or http://127.0.0.1:PORT/p/PROVIDER
        Admin      GET PUT DELETE /admin/faults, GET /admin/state, GET /admin/ledger

      Models (any other name answers with the default latency)
      """;

  private HelpText() {}

  static String text() {
    var text = new StringBuilder(OPTIONS);
    ModelProfile.DOCUMENTED.forEach(m -> line(text, m.name(), m.description()));
    line(text, "emulator-tokens-N", "exactly N output tokens");
    text.append("\nFault kinds; all but none and hold are models too, as fault-KIND\n");
    for (FaultKind kind : FaultKind.values()) {
      boolean free = kind.billing() == FaultKind.Billing.NEVER;
      line(text, kind.wireName(), kind.description() + (free ? "; not billed" : ""));
    }
    text.append("\nWith a number: fault-429-after-Ns, fault-429-date-Ns, fault-flaky-N,\n");
    text.append("fault-drip-Nms, fault-huge-BYTES, fault-reset-BYTES, fault-truncated-BYTES\n");
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String description) {
    text.append("  ").append(name).append(" ".repeat(Math.max(1, 24 - name.length())));
    text.append(description).append('\n');
  }
}
