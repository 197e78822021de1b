package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.ledger.LedgerCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LoadIT {
  private static final int CALLS = 2_000;

  @Test
  void holdsThousandsOfCallsAtOnceAndAnswersEachOnce() throws Exception {
    FaultRule hold = FaultRule.always("alpha", Fault.of(FaultKind.HOLD));
    EmulatorOptions options = EmulatorOptions.defaults().withFaults(List.of(hold));
    try (Emulator emulator = Emulator.start(options);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<String>>();
      for (int i = 0; i < CALLS; i++) {
        String text = "call number " + i + ".";
        answers.add(threads.submit(() -> call(emulator, text)));
      }
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (emulator.inFlight("alpha") < CALLS && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(emulator.inFlight("alpha")).isEqualTo(CALLS);

      emulator.faults().removeIf(rule -> true);

      for (int i = 0; i < CALLS; i++) {
        assertThat(answers.get(i).get()).contains("200 OK").contains("call number " + i + ".");
      }
      assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
      assertThat(emulator.ledger()).hasSize(CALLS).allMatch(LedgerCall::billed);
    }
  }

  private static String call(Emulator emulator, String text) throws Exception {
    String body = TestClient.chatBody("emulator-fast", text, false);
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.send(
          "POST /p/alpha/v1/chat/completions HTTP/1.1\r\nauthorization: Bearer k\r\n"
              + "connection: close\r\ncontent-length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      return raw.readAll().text();
    }
  }
}
