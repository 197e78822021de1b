package dev.barnabas.adapter.testkit;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.emulator.Emulator;
import dev.barnabas.emulator.EmulatorOptions;
import dev.barnabas.emulator.ledger.CallReceived;
import dev.barnabas.emulator.ledger.LedgerCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An adapter against the provider emulator and its ledger. */
abstract class EmulatedAdapterContract extends AdapterContract {
  static final CallLimits LIMITS =
      CallLimits.DEFAULT
          .withIdle(Duration.ofSeconds(1))
          .withTotal(Duration.ofSeconds(20))
          .withMaxResponseBytes(256 * 1024);

  @TempDir private Path directory;
  private Emulator emulator;

  @BeforeEach
  final void startEmulator() throws IOException {
    emulator =
        Emulator.start(
            EmulatorOptions.defaults().withRecordBodies(directory.resolve("bodies.txt")));
  }

  @AfterEach
  final void stopEmulator() throws IOException {
    emulator.close();
  }

  @Override
  protected AdapterSettings settings() {
    return AdapterSettings.of("alpha", emulator.baseUri(), () -> "test-key").withLimits(LIMITS);
  }

  @Override
  protected final long callsSeen() {
    return inferences().size();
  }

  /** What reached the provider, as text: heads and bodies. */
  protected final String wire() {
    try {
      return Files.readString(directory.resolve("bodies.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final Emulator emulator() {
    return emulator;
  }

  /** Whether the adapter asks its provider for a stream when it may. */
  protected abstract boolean streams();

  /** Whether calls ask for a stream now. */
  protected final boolean streamed() {
    return streams() && mode() == Mode.STREAMED;
  }

  /** The provider's books on a call. */
  final LedgerCall seen(ModelCall call) {
    return inferences().stream()
        .filter(entry -> call.callId().equals(entry.received().callId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in the ledger: " + call.callId()));
  }

  /** Every call in the provider's books. */
  final List<LedgerCall> inferences() {
    try {
      return emulator.ledger().stream()
          .filter(call -> call.received().kind() == CallReceived.Kind.INFERENCE)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
