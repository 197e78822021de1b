package dev.barnabas.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cli.verify.CheckSettings;
import dev.barnabas.cli.verify.Verification;
import dev.barnabas.cli.verify.VerifyReport;
import dev.barnabas.cli.verify.VerifySettings;
import dev.barnabas.emulator.Emulator;
import dev.barnabas.emulator.EmulatorOptions;
import dev.barnabas.installation.Installation;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.UsageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of many requests through every process against the provider emulator at 50 to 200 ms, and
 * what is asked of it afterwards. One thread.
 */
final class WholeRun implements AutoCloseable {
  /** How many requests a run has; 10,000 for the figures in docs/performance.md. */
  static final int REQUESTS = Integer.getInteger("barnabas.requests", 1_000);

  /** How many of them may wait at a time. */
  static final int UNANSWERED = 250;

  private static final Duration SETTLE = Duration.ofSeconds(90);

  private static final String CONFIGURATION =
      """
      partners:
        - id: partner-alpha
          adapter: openai
          endpoint: ${EMULATOR_URL}/p/partner-alpha/v1
          api_key: ${EMULATOR_KEY:-emulator}
          fallbacks: [partner-beta]
          timeout_ms: 30000
          pii: {entities: [EMAIL, PHONE, SSN, CREDIT_CARD, IBAN]}
          models: {fast-text: emulator-steady}
        - id: partner-beta
          adapter: anthropic
          endpoint: ${EMULATOR_URL}/p/partner-beta
          api_key: ${EMULATOR_KEY:-emulator}
          timeout_ms: 30000
          models: {fast-text: emulator-steady, secure-code: emulator-steady}
      routing:
        models:
          - {alias: fast-text, primary: partner-alpha, fallback_chain: [partner-beta], cost_per_token: 0.000004}
          - {alias: secure-code, primary: partner-beta, fallback_chain: [], pii_filter: strict, cost_per_token: 0.00001}
      quotas:
        default: {tokens_per_month: 500000000, requests_per_minute: 1000000, money_per_month: 100000}
      prices:
        - {partner: partner-alpha, model: emulator-steady, input: 2.50, output: 10.00}
        - {partner: partner-beta, model: emulator-steady, input: 3.00, output: 15.00}
      """;

  private final Path directory;
  private final Emulator emulator;
  private final EmulatorAdmin admin;
  private final KillableHouse house;

  private WholeRun(Path directory, Emulator emulator, KillableHouse house) {
    this.directory = directory;
    this.emulator = emulator;
    this.admin = new EmulatorAdmin(emulator.baseUri());
    this.house = house;
  }

  /** Starts the emulator and all processes. */
  static WholeRun start(Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("barnabas.yaml"), CONFIGURATION);
    Emulator emulator =
        Emulator.start(
            EmulatorOptions.defaults()
                .withLedger(directory.resolve("ledger.jsonl"))
                .withRecordBodies(bodies(directory)));
    try {
      return new WholeRun(
          directory,
          emulator,
          KillableHouse.start(
              directory, file, Map.of("EMULATOR_URL", emulator.baseUri().toString())));
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private static Path bodies(Path directory) {
    return directory.resolve("bodies.bin");
  }

  /**
   * Fails if personal data is in what the emulator received or in what any process logged; or if a
   * search of these files does not find what must be there.
   */
  void assertKeepsPersonalDataIn() throws IOException {
    assertThat(contains(bodies(directory), Requests.QUESTION)).isTrue();
    assertThat(contains(bodies(directory), Requests.CANARY))
        .as("what providers received")
        .isFalse();
    List<Path> logs;
    try (Stream<Path> files = Files.list(directory)) {
      logs = files.filter(file -> file.getFileName().toString().contains(".log")).toList();
    }
    assertThat(logs).hasSizeGreaterThanOrEqualTo(App.values().length);
    for (Path log : logs) {
      assertThat(log).isNotEmptyFile();
      assertThat(contains(log, Requests.CANARY)).as("%s", log).isFalse();
    }
  }

  /** Latin-1 gives each byte a character, so that nothing is lost between two encodings. */
  private static boolean contains(Path file, String text) throws IOException {
    return Files.readString(file, ISO_8859_1).contains(text);
  }

  KillableHouse house() {
    return house;
  }

  EmulatorAdmin admin() {
    return admin;
  }

  Emulator emulator() {
    return emulator;
  }

  /** What stands on the responses topic, for a committed reader. */
  List<InferenceResponse> responses() {
    return house.contents().of(house.installation().names().responses(), InferenceResponse.class);
  }

  /** Waits until every call that was announced is metered, also those that nobody saw end. */
  void awaitMetered() {
    assertThat(emulator.awaitIdle(SETTLE)).as("the emulator has no call in flight").isTrue();
    await("every call metered")
        .atMost(SETTLE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> metered().containsAll(announced()));
  }

  private Set<String> announced() {
    return house.contents().of(house.installation().names().outcomes(), CallStarted.class).stream()
        .map(CallStarted::getCallId)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Set<String> metered() {
    return usage().stream().map(UsageEvent::getCallId).collect(Collectors.toSet());
  }

  /** Every usage event. */
  List<UsageEvent> usage() {
    return house.contents().of(house.installation().names().metering(), UsageEvent.class);
  }

  /** What {@code ./barnabas verify --ledger} finds. */
  VerifyReport verify() {
    Installation installation = house.installation();
    return Verification.run(
        new VerifySettings(
            installation.kafka(),
            installation.names(),
            installation.registryUrl().toString(),
            Map.of(),
            List.of(emulator.ledgerFile()),
            new CheckSettings(Instant.now(), Duration.ZERO, false, List.of(Requests.CANARY))));
  }

  @Override
  public void close() {
    admin.close();
    house.close();
    try {
      emulator.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the emulator did not close", e);
    }
  }
}
