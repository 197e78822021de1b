package dev.barnabas.emulator;

import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.fault.Latency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an emulator is started.
 *
 * @param host address to listen on; the loopback address by default, a container takes {@code
 *     0.0.0.0}
 * @param port 0 (the default) for a free one
 * @param ledger the ledger file, continued if it exists; absent for one in the temporary directory
 *     that is deleted on close
 * @param recordBodies file that raw received bytes are appended to; absent (the default) for none
 * @param latency of models without one of their own; none by default
 * @param faults rules in force from the start; none by default
 * @param seed of latencies and probabilities; 1 by default
 * @param time what stamps ledger lines and headers; the system's by default
 */
public record EmulatorOptions(
    String host,
    int port,
    @Nullable Path ledger,
    @Nullable Path recordBodies,
    Latency latency,
    List<FaultRule> faults,
    long seed,
    InstantSource time) {

  private static final String LOOPBACK = "127.0.0.1";

  public EmulatorOptions {
    Objects.requireNonNull(host, "host");
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port outside 0..65535: " + port);
    }
    Objects.requireNonNull(latency, "latency");
    faults = List.copyOf(faults);
    Objects.requireNonNull(time, "time");
  }

  public static EmulatorOptions defaults() {
    Latency none = new Latency.Fixed(Duration.ZERO);
    return new EmulatorOptions(LOOPBACK, 0, null, null, none, List.of(), 1, InstantSource.system());
  }

  public EmulatorOptions withHost(String newHost) {
    return new EmulatorOptions(newHost, port, ledger, recordBodies, latency, faults, seed, time);
  }

  public EmulatorOptions withPort(int newPort) {
    return new EmulatorOptions(host, newPort, ledger, recordBodies, latency, faults, seed, time);
  }

  public EmulatorOptions withLedger(Path file) {
    return new EmulatorOptions(host, port, file, recordBodies, latency, faults, seed, time);
  }

  public EmulatorOptions withRecordBodies(Path file) {
    return new EmulatorOptions(host, port, ledger, file, latency, faults, seed, time);
  }

  public EmulatorOptions withLatency(Latency newLatency) {
    return new EmulatorOptions(host, port, ledger, recordBodies, newLatency, faults, seed, time);
  }

  public EmulatorOptions withFaults(List<FaultRule> newFaults) {
    return new EmulatorOptions(host, port, ledger, recordBodies, latency, newFaults, seed, time);
  }

  public EmulatorOptions withSeed(long newSeed) {
    return new EmulatorOptions(host, port, ledger, recordBodies, latency, faults, newSeed, time);
  }

  public EmulatorOptions withTime(InstantSource newTime) {
    return new EmulatorOptions(host, port, ledger, recordBodies, latency, faults, seed, newTime);
  }
}
