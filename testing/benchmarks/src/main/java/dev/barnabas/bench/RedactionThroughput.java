package dev.barnabas.bench;

import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.RedactionOutcome;
import dev.barnabas.redaction.Role;
import dev.barnabas.redaction.SlotKind;
import dev.barnabas.redaction.TextSlot;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One prompt of a kilobyte redacted: found, numbered, rewritten, its vault made. Read {@code cpu},
 * the CPU time of an operation; the score is by the clock.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RedactionThroughput {
  /** The prompt. */
  @Param({"mixed", "sparse", "code", "dense", "json"})
  public String prompt = "";

  /** The entities: all, or all but those that the tagger finds. */
  @Param({"deterministic", "all"})
  public String entities = "";

  private final RedactionEngine engine = RedactionEngine.create();
  private List<TextSlot> slots = List.of();
  private CompiledPolicy policy =
      RedactionPrompts.policy(engine, RedactionPrompts.Entities.DETERMINISTIC);

  /** Chooses prompt and policy. */
  @Setup
  public void choose() {
    slots =
        List.of(
            new TextSlot(
                "text",
                Role.USER,
                SlotKind.PROSE,
                Objects.requireNonNull(RedactionPrompts.all().get(prompt), prompt)));
    policy =
        RedactionPrompts.policy(
            engine,
            entities.equals("all")
                ? RedactionPrompts.Entities.ALL
                : RedactionPrompts.Entities.DETERMINISTIC);
  }

  /** Redacts it. */
  @Benchmark
  public RedactionOutcome redact() {
    return engine.redact(slots, policy);
  }

  /**
   * Runs all of them.
   *
   * @param args none
   * @throws RunnerException if JMH cannot
   */
  public static void main(String[] args) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(RedactionThroughput.class.getSimpleName())
            .addProfiler(CpuTimeProfiler.class)
            .addProfiler(GCProfiler.class)
            .shouldDoGC(true)
            .build();
    var _ = new Runner(options).run();
  }
}
