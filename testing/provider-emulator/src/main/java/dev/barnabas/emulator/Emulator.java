package dev.barnabas.emulator;

import dev.barnabas.emulator.admin.AdminApi;
import dev.barnabas.emulator.anthropic.AnthropicApi;
import dev.barnabas.emulator.call.CallDecisions;
import dev.barnabas.emulator.call.ProviderCalls;
import dev.barnabas.emulator.call.Traffic;
import dev.barnabas.emulator.fault.FaultRules;
import dev.barnabas.emulator.http.HttpListener;
import dev.barnabas.emulator.ledger.Ledger;
import dev.barnabas.emulator.ledger.LedgerCall;
import dev.barnabas.emulator.ledger.RecordedBodies;
import dev.barnabas.emulator.openai.OpenAiApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A running emulator. Thread-safe.
 *
 * <p>{@link #close} ends open calls (their ledger lines say so), stops listening and closes the
 * ledger; it returns when all threads have ended.
 */
public final class Emulator implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 32 << 20;
  private static final long POLL_NANOS = 2_000_000;

  private final HttpListener listener;
  private final Ledger ledger;
  private final boolean temporaryLedger;
  private final @Nullable RecordedBodies bodies;
  private final Traffic traffic;
  private final FaultRules faults;

  private Emulator(
      HttpListener listener,
      Ledger ledger,
      boolean temporaryLedger,
      @Nullable RecordedBodies bodies,
      Traffic traffic,
      FaultRules faults) {
    this.listener = listener;
    this.ledger = ledger;
    this.temporaryLedger = temporaryLedger;
    this.bodies = bodies;
    this.traffic = traffic;
    this.faults = faults;
  }

  /**
   * Starts an emulator that listens when this returns.
   *
   * @throws IOException when the port is taken or a file cannot be opened
   */
  public static Emulator start(EmulatorOptions options) throws IOException {
    Path file = options.ledger();
    Ledger ledger = Ledger.open(file == null ? temporaryFile() : file);
    Path bodiesFile = options.recordBodies();
    RecordedBodies bodies = bodiesFile == null ? null : RecordedBodies.open(bodiesFile);
    var traffic = new Traffic();
    var faults = new FaultRules();
    faults.replaceAll(options.faults());
    var decisions = new CallDecisions(faults, options.latency(), options.seed());
    var calls =
        new ProviderCalls(
            new OpenAiApi(),
            new AnthropicApi(),
            ledger,
            bodies,
            traffic,
            faults,
            decisions,
            options.time());
    var admin = new AdminApi(faults, traffic, ledger.file());
    HttpListener listener =
        HttpListener.open(
            options.host(),
            options.port(),
            MAX_BODY_BYTES,
            exchange -> {
              if (AdminApi.serves(exchange.request())) {
                admin.handle(exchange);
              } else {
                calls.handle(exchange);
              }
            });
    return new Emulator(listener, ledger, file == null, bodies, traffic, faults);
  }

  private static Path temporaryFile() throws IOException {
    return Files.createTempFile("emulator-ledger-", ".jsonl");
  }

  /** {@code http://127.0.0.1:<port>}, without a slash at its end. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  /** Base URI of a provider of its own: {@code <baseUri>/p/<provider>}. */
  public URI baseUri(String provider) {
    return URI.create(baseUri() + "/p/" + provider);
  }

  public Path ledgerFile() {
    return ledger.file();
  }

  /** Every call so far, read back from the ledger file; the last may still be running. */
  public List<LedgerCall> ledger() throws IOException {
    return ledger.calls();
  }

  /** Inference calls received and not ended, of all providers. */
  public long inFlight() {
    return traffic.inFlight();
  }

  public long inFlight(String provider) {
    return traffic.inFlight(provider);
  }

  /** Counts per provider. */
  public Traffic traffic() {
    return traffic;
  }

  /** The rules in force; change them at will. */
  public FaultRules faults() {
    return faults;
  }

  /**
   * Waits until no call is in flight, so that every ledger line is written. A client may have its
   * answer a moment before that.
   *
   * @return whether that came to pass within {@code most}
   */
  public boolean awaitIdle(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (inFlight() > 0) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    ledger.close();
    if (bodies != null) {
      bodies.close();
    }
    if (temporaryLedger) {
      Files.deleteIfExists(ledger.file());
    }
  }
}
