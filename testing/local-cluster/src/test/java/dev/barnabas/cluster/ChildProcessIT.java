package dev.barnabas.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void isReadyAtItsLineAndEndsOrderlyOnSigterm() {
    try (ChildProcess child = ChildProcess.start(command("waits"))) {
      StartOutcome.Ready ready = child.awaitReady(BOUND).orThrow();
      assertThat(ready.detail()).isEqualTo("READY waits");
      assertThat(child.exitCode()).isEmpty();

      assertThat(child.stop(BOUND)).isEqualTo(143);

      assertThat(child.logLines()).contains("bye");
      assertThat(child.exitCode()).hasValue(143);
    }
  }

  @Test
  void leavesTheInterruptOfATerminalToItsParent() {
    try (ChildProcess child = ChildProcess.start(command("waits"))) {
      child.awaitReady(BOUND).orThrow();

      Signals.send("INT", child.pid());

      assertThat(child.stop(BOUND)).isEqualTo(143);
    }
  }

  @Test
  void saysHowAChildEndedThatWasNeverReady() {
    try (ChildProcess child = ChildProcess.start(command("fails"))) {
      StartOutcome outcome = child.awaitReady(BOUND);

      assertThat(outcome).isEqualTo(new StartOutcome.Exited("sample", 3, "something is missing\n"));
      assertThatThrownBy(outcome::orThrow)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("sample ended with code 3")
          .hasMessageContaining("something is missing");
    }
  }

  @Test
  void saysThatAChildIsNotReadyWithinTheBound() {
    ChildCommand command = command("waits").readyWhen(new Readiness.LogLine("never printed"));
    try (ChildProcess child = ChildProcess.start(command)) {
      Duration bound = Duration.ofMillis(200);

      assertThat(child.awaitReady(bound))
          .isInstanceOfSatisfying(
              StartOutcome.TimedOut.class, late -> assertThat(late.bound()).isEqualTo(bound));
    }
  }

  @Test
  void killsAChildThatDoesNotEndWithinTheBoundOfItsStop() {
    try (ChildProcess child = ChildProcess.start(command("hangs at its end"))) {
      child.awaitReady(BOUND).orThrow();

      assertThat(child.stop(Duration.ofMillis(300))).isEqualTo(137);
    }
  }

  @Test
  void killsWithoutTheChildsOwnCleanUpAndStartsTheSameCommandAgain() {
    try (ChildProcess child = ChildProcess.start(command("waits"))) {
      child.awaitReady(BOUND).orThrow();
      assertThatThrownBy(child::restarted).isInstanceOf(IllegalStateException.class);
      child.kill9();

      assertThat(child.exitCode()).hasValue(137);
      assertThat(child.logLines()).doesNotContain("bye");
      try (ChildProcess again = child.restarted()) {
        assertThat(again.awaitReady(BOUND).orThrow().detail()).isEqualTo("READY waits");
        assertThat(again.pid()).isNotEqualTo(child.pid());
      }
    }
  }

  @Test
  void standsStillWhilePausedAndGoesOnWhenResumed() throws Exception {
    try (ChildProcess child = ChildProcess.start(command("counts"))) {
      child.awaitReady(BOUND).orThrow();
      await().atMost(BOUND).until(() -> child.logLines().size() > 5);

      child.pause();
      String status = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
      int paused = child.logLines().size();
      child.resume();

      assertThat(status).contains(") T ");
      await().atMost(BOUND).until(() -> child.logLines().size() > paused + 5);
    }
  }

  @Test
  void endsWhenItsParentIsKilled() {
    ChildCommand command =
        command("starts a child of its own")
            .withArguments(directory.resolve("grandchild.log").toString());
    try (ChildProcess parent = ChildProcess.start(command)) {
      parent.awaitReady(BOUND).orThrow();
      ProcessHandle grandchild = grandchild(parent);
      assertThat(grandchild.isAlive()).isTrue();

      parent.kill9();

      assertThat(grandchild.onExit().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join())
          .isEqualTo(grandchild);
    }
  }

  @Test
  void endsWithItsParentsOrderlyEnd() {
    ChildCommand command =
        command("starts a child of its own")
            .withArguments(directory.resolve("grandchild.log").toString());
    try (ChildProcess parent = ChildProcess.start(command)) {
      parent.awaitReady(BOUND).orThrow();
      ProcessHandle grandchild = grandchild(parent);

      parent.stop(BOUND);

      assertThat(grandchild.isAlive()).isFalse();
      assertThat(directory.resolve("grandchild.log")).content().contains("bye");
    }
  }

  private ChildCommand command(String behaviour) {
    return ChildCommand.of("sample", SampleChild.class.getName(), directory.resolve("sample.log"))
        .withJvmOptions("-XX:TieredStopAtLevel=1", "-Xmx64m")
        .withArguments(behaviour)
        .readyWhen(new Readiness.LogLine("READY"));
  }

  private static ProcessHandle grandchild(ChildProcess parent) {
    String line =
        parent.logLines().stream()
            .filter(text -> text.startsWith("grandchild "))
            .findFirst()
            .orElseThrow();
    return ProcessHandle.of(Long.parseLong(line.substring("grandchild ".length()))).orElseThrow();
  }
}
