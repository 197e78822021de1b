package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.emulator.ledger.LedgerCall;
import dev.barnabas.emulator.ledger.LedgerFile;
import dev.barnabas.emulator.ledger.Sent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator as a process of its own. */
class EmulatorMainIT {
  @TempDir private Path directory;

  @Test
  void listensAnswersAndEndsOpenCallsOnSigterm() throws Exception {
    Path ledger = directory.resolve("ledger.jsonl");
    try (EmulatorProcess emulator =
            EmulatorProcess.start("--ledger", ledger.toString(), "--fault", "alpha=429-bare");
        var client = new TestClient(emulator.baseUri());
        var alpha = new TestClient(URI.create(emulator.baseUri() + "/p/alpha"));
        var hanging = new RawClient(emulator.baseUri())) {
      assertThat(client.chat("m", "hello").statusCode()).isEqualTo(200);
      assertThat(alpha.chat("m", "hello").statusCode()).isEqualTo(429);
      hanging.sendChat(TestClient.chatBody("fault-hang", "hello", false));
      awaitCalls(ledger, 3);

      assertThat(emulator.terminate()).isEqualTo(143);
    }

    List<LedgerCall> calls = LedgerFile.read(ledger);
    assertThat(calls).hasSize(3).noneMatch(call -> call.ended() == null);
    assertThat(Objects.requireNonNull(calls.getLast().ended()).sent()).isEqualTo(Sent.NONE);
    assertThat(calls.getLast().billed()).isTrue();
  }

  @Test
  void keepsEveryLineWhenItIsKilledAndGoesOnInTheSameFile() throws Exception {
    Path ledger = directory.resolve("ledger.jsonl");
    try (EmulatorProcess emulator = EmulatorProcess.start("--ledger", ledger.toString());
        var hanging = new RawClient(emulator.baseUri())) {
      hanging.sendChat(TestClient.chatBody("fault-hang", "hello", false));
      awaitCalls(ledger, 1);
      emulator.process().destroyForcibly().waitFor();
    }

    try (EmulatorProcess emulator = EmulatorProcess.start("--ledger", ledger.toString());
        var client = new TestClient(emulator.baseUri())) {
      client.chat("m", "hello");
      awaitCalls(ledger, 2);
      emulator.terminate();
    }

    List<LedgerCall> calls = LedgerFile.read(ledger);
    assertThat(calls.getFirst().ended()).isNull();
    assertThat(calls.getLast().received().callSeq()).isEqualTo(2);
    assertThat(calls.getLast().billed()).isTrue();
  }

  @Test
  void helpsAndRefusesWithAnExitCode() throws Exception {
    Process help = EmulatorProcess.launch("--help");
    String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Process wrong = EmulatorProcess.launch("--latency", "soon");
    String message = new String(wrong.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(help.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(help.exitValue()).isZero();
    assertThat(text).contains("emulator-steady").contains("429-after");
    assertThat(wrong.exitValue()).isEqualTo(2);
    assertThat(message).contains("--latency soon").contains("uniform:MS:MS");
  }

  @Test
  void saysWhenThePortIsTaken() throws Exception {
    try (Emulator first = Emulator.start(EmulatorOptions.defaults())) {
      String port = Integer.toString(first.baseUri().getPort());

      Process second = EmulatorProcess.launch("--port", port);
      String message = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(second.waitFor()).isEqualTo(1);
      assertThat(message).contains("cannot start").contains(port);
    }
  }

  private static void awaitCalls(Path ledger, int count) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (LedgerFile.read(ledger).size() < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(LedgerFile.read(ledger)).hasSize(count);
  }
}
