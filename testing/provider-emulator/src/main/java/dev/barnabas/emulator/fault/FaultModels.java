package dev.barnabas.emulator.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The faults that a caller asks for by model name: {@code fault-<kind>} and a few with a number.
 */
public final class FaultModels {
  private static final String PREFIX = "fault-";
  private static final Pattern RETRY_AFTER = Pattern.compile("fault-429-(after|date)-(\\d{1,9})s");
  private static final Pattern FLAKY = Pattern.compile("fault-flaky-(\\d{1,3})");
  private static final Pattern SIZED =
      Pattern.compile("fault-(huge|reset|truncated|stall)-(\\d{1,10})");
  private static final Pattern PACED = Pattern.compile("fault-(drip|keep-alives)-(\\d{1,6})ms");

  private FaultModels() {}

  /** Whether the name asks for a fault, known or not. */
  public static boolean isFaultName(String model) {
    return model.startsWith(PREFIX);
  }

  /** The fault a model name asks for. */
  public static Optional<Fault> of(String model) {
    if (!isFaultName(model)) {
      return Optional.empty();
    }
    return FaultKind.named(model.substring(PREFIX.length()))
        .filter(kind -> kind != FaultKind.NONE && kind != FaultKind.HOLD) // for rules only
        .map(Fault::of)
        .or(() -> sized(model));
  }

  private static Optional<Fault> sized(String model) {
    Matcher after = RETRY_AFTER.matcher(model);
    if (after.matches()) {
      Duration wait = Duration.ofSeconds(Long.parseLong(after.group(2)));
      return FaultKind.named("429-" + after.group(1))
          .map(kind -> new Fault(kind, wait, null, null, null));
    }
    Matcher flaky = FLAKY.matcher(model);
    if (flaky.matches()) {
      int failures = Math.max(1, Integer.parseInt(flaky.group(1)));
      return Optional.of(new Fault(FaultKind.FLAKY, null, null, null, failures));
    }
    Matcher paced = PACED.matcher(model);
    if (paced.matches()) {
      Duration interval = Duration.ofMillis(Long.parseLong(paced.group(2)));
      return FaultKind.named(paced.group(1))
          .map(kind -> new Fault(kind, null, null, interval, null));
    }
    Matcher bytes = SIZED.matcher(model);
    return bytes.matches()
        ? FaultKind.named(bytes.group(1))
            .map(kind -> new Fault(kind, null, Long.valueOf(bytes.group(2)), null, null))
        : Optional.empty();
  }
}
