package dev.barnabas.process;

import java.util.List;

/** A process for {@link ProcessRunnerIT}: its first environment variable says how it behaves. */
public final class SampleProcess {

  private SampleProcess() {}

  public static void main(String[] args) {
    ProcessRunner.run("sample", args, SampleProcess::start);
  }

  private static ProgramStart start(ProcessContext context) {
    return switch (System.getenv().getOrDefault("SAMPLE", "runs")) {
      case "refuses" ->
          new ProgramStart.Refused(ExitCodes.CONFIGURATION, List.of("partners[0].id: missing"));
      case "throws" -> throw new IllegalStateException("a bug");
      case "throws later" -> {
        context.stop().add("say so", () -> System.out.println("stopped"));
        Thread.ofPlatform()
            .start(() -> {
              throw new IllegalStateException("a bug, later");
            });
        yield new ProgramStart.Running();
      }
      default -> {
        context.stop().add("say so", () -> System.out.println("stopped"));
        yield new ProgramStart.Running();
      }
    };
  }
}
