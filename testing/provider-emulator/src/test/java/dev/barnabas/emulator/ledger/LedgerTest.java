package dev.barnabas.emulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("ledger.jsonl");
  }

  private static CallReceived received(long seq) {
    return new CallReceived(
        seq,
        CallReceived.Kind.INFERENCE,
        "alpha",
        "/p/alpha/v1/chat/completions",
        "openai",
        "emulator-fast",
        true,
        "attempt-1",
        null,
        NOW,
        "ab".repeat(32),
        17,
        true);
  }

  private static CallEnded ended(long seq) {
    var usage = new TokenUsage(10, 20, 5, 3);
    return new CallEnded(
        seq, NOW.plusMillis(5), 200, Sent.CUT_OFF, 9, "truncated", true, usage, "req_1", "why");
  }

  @Test
  void readsBackEveryFieldItWrote() throws IOException {
    try (Ledger ledger = Ledger.open(file)) {
      CallReceived call = ledger.received(LedgerTest::received);
      ledger.ended(call, ended(call.callSeq()));

      assertThat(ledger.calls()).containsExactly(new LedgerCall(received(1), ended(1)));
    }
  }

  @Test
  void showsACallThatHasNotEnded() throws IOException {
    try (Ledger ledger = Ledger.open(file)) {
      ledger.received(LedgerTest::received);
    }

    LedgerCall call = LedgerFile.read(file).getFirst();

    assertThat(call.ended()).isNull();
    assertThat(call.billed()).isFalse();
    assertThat(call.usage()).isEqualTo(TokenUsage.NONE);
  }

  @Test
  void continuesTheNumbersOfAFileAndDropsItsTornLine() throws IOException {
    try (Ledger ledger = Ledger.open(file)) {
      ledger.received(LedgerTest::received);
    }
    Files.writeString(file, "{\"event\":\"ENDED\",\"callS", StandardOpenOption.APPEND);

    try (Ledger ledger = Ledger.open(file)) {
      assertThat(ledger.received(LedgerTest::received).callSeq()).isEqualTo(2);
      assertThat(ledger.calls()).hasSize(2);
    }
  }

  @Test
  void namesTheLineThatIsNoLedgerLine() throws IOException {
    Files.writeString(file, "{\"event\":\"RECEIVED\"}\n");

    assertThatIOException().isThrownBy(() -> LedgerFile.read(file)).withMessageContaining("line 1");
  }

  @Test
  void refusesALedgerThatEndsACallTwice() throws IOException {
    try (Ledger ledger = Ledger.open(file)) {
      CallReceived call = ledger.received(LedgerTest::received);
      ledger.ended(call, ended(1));
      ledger.ended(call, ended(1));
    }

    assertThatIOException().isThrownBy(() -> LedgerFile.read(file)).withMessageContaining("line 3");
  }
}
