package dev.barnabas.bench;

import com.sun.management.ThreadMXBean;
import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.Role;
import dev.barnabas.redaction.SlotKind;
import dev.barnabas.redaction.TextSlot;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures redaction by the CPU time of its thread, so that other work on the machine counts
 * little: prompts per second and core, bytes allocated per prompt, the 99th percentile of a
 * prompt's time at half load, and the time of hostile texts of one and of half a million
 * characters.
 */
public final class RedactionSpeed {
  private static final long MEASURED = 2_400_000_000L;
  private static final int ROUNDS = 3;
  private static final int BATCH = 200;
  private static final int PACED = 10_000;
  private static final int HOSTILE = 1_000_000;

  private final RedactionEngine engine = RedactionEngine.create();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final PrintStream out;

  private RedactionSpeed(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints a table of prompts and one of the slowest hostile texts.
   *
   * @param args {@code prompts} or {@code hostile} for one of them alone
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    List<String> parts = args.length == 0 ? List.of("prompts", "hostile") : List.of(args);
    RedactionSpeed speed = new RedactionSpeed(System.out);
    if (parts.contains("prompts")) {
      speed.prompts();
    }
    if (parts.contains("hostile")) {
      speed.hostile();
    }
  }

  private CompiledPolicy policy(boolean names) {
    return RedactionPrompts.policy(
        engine, names ? RedactionPrompts.Entities.ALL : RedactionPrompts.Entities.DETERMINISTIC);
  }

  private static List<TextSlot> slots(String text) {
    return List.of(new TextSlot("text", Role.USER, SlotKind.PROSE, text));
  }

  private void prompts() {
    out.println(
        "| prompt | entities | prompts per CPU second | bytes per prompt | p99 µs at half load |");
    out.println("|---|---|---|---|---|");
    for (boolean names : new boolean[] {false, true}) {
      CompiledPolicy policy = policy(names);
      RedactionPrompts.all()
          .forEach((name, text) -> {
            double[] best = measure(text, policy);
            double p99 = paced(text, policy, 1e9 / best[0]);
            out.printf(
                Locale.ROOT,
                "| %s | %s | %,.0f | %,.0f | %.0f |%n",
                name,
                names ? "all" : "deterministic",
                best[0],
                best[1],
                p99);
          });
    }
  }

  /** Prompts per CPU second and bytes per prompt, of the last round. */
  private double[] measure(String text, CompiledPolicy policy) {
    List<TextSlot> slots = slots(text);
    double[] result = new double[2];
    for (int round = 0; round < ROUNDS; round++) {
      long count = 0;
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      long spent;
      do {
        for (int i = 0; i < BATCH; i++) {
          consume(engine.redact(slots, policy));
        }
        count += BATCH;
        spent = threads.getCurrentThreadCpuTime() - start;
      } while (spent < MEASURED / ROUNDS);
      result[0] = count * 1e9 / spent;
      result[1] = (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / count;
    }
    return result;
  }

  /** The 99th percentile in microseconds from when a prompt is due, one due every two times. */
  private double paced(String text, CompiledPolicy policy, double nanos) {
    List<TextSlot> slots = slots(text);
    long[] times = new long[PACED];
    long begin = System.nanoTime();
    for (int i = 0; i < PACED; i++) {
      long due = begin + (long) (i * nanos * 2);
      while (System.nanoTime() < due) {
        Thread.onSpinWait();
      }
      consume(engine.redact(slots, policy));
      times[i] = System.nanoTime() - due;
    }
    Arrays.sort(times);
    return times[PACED * 99 / 100] / 1_000.0;
  }

  private void hostile() {
    CompiledPolicy policy = policy(true);
    out.println();
    out.println("| repeated | ms for a million characters | ratio to half a million |");
    out.println("|---|---|---|");
    for (String seed : RedactionPrompts.SEEDS) {
      for (int i = 0; i < 20; i++) {
        consume(engine.redact(slots(seed.repeat(4_000 / seed.length())), policy));
      }
      double half = once(seed.repeat(HOSTILE / 2 / seed.length()), policy);
      double whole = once(seed.repeat(HOSTILE / seed.length()), policy);
      String shown = seed.replace("\n", "\\n").replace("|", "\\|");
      out.printf(Locale.ROOT, "| `%s` | %.0f | %.2f |%n", shown, whole, whole / half);
    }
  }

  private double once(String text, CompiledPolicy policy) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long start = threads.getCurrentThreadCpuTime();
      consume(engine.redact(slots(text), policy));
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 1e6);
    }
    return best;
  }

  private static void consume(Object outcome) {
    if (System.identityHashCode(outcome) == -1) {
      throw new AssertionError("never, and the compiler does not know it");
    }
  }
}
