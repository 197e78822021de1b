package dev.barnabas.cli.verify;

import dev.barnabas.topics.RecordTypes;
import dev.barnabas.topics.RegistrySchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Reads an installation's topics and checks every promise. */
public final class Verification {
  private Verification() {}

  /**
   * Verifies a running cluster. Blocks while the topics are read.
   *
   * @throws org.apache.kafka.common.KafkaException if the cluster does not answer
   * @throws dev.barnabas.topics.RegistryException if the registry does not answer
   * @throws UncheckedIOException if a ledger cannot be read
   * @throws IllegalArgumentException naming the line of a ledger that is none
   */
  public static VerifyReport run(VerifySettings settings) {
    Ledger ledger = ledger(settings.ledgers());
    RegistrySchemas schemas =
        RegistrySchemas.at(settings.registryUrl(), settings.registryProperties());
    schemas.warm(RecordTypes.schemas());
    TopicSnapshot snapshot = TopicReader.read(settings.kafka(), settings.names(), schemas);
    return check(snapshot, ledger, settings.checks());
  }

  /**
   * Verifies copied topics.
   *
   * @param snapshot the copy
   * @param ledgers the providers' ledger files
   * @param settings what the checks are told
   */
  public static VerifyReport check(
      TopicSnapshot snapshot, List<Path> ledgers, CheckSettings settings) {
    return check(snapshot, ledger(ledgers), settings);
  }

  static VerifyReport check(TopicSnapshot snapshot, Ledger ledger, CheckSettings settings) {
    Evidence evidence = new Evidence(snapshot, ledger, settings);
    List<Promise> promises =
        List.of(
            new AnswersOnce(),
            new MetersEveryCall(),
            new NeverOverspends(),
            new KeepsPersonalDataIn(),
            new ChargesOnce(),
            new IsolatesTenants(),
            new DeadLettersOnce());
    return new VerifyReport(
        snapshot.size(), promises.stream().map(promise -> promise.check(evidence)).toList());
  }

  private static Ledger ledger(List<Path> files) {
    try {
      return Ledger.read(files);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a ledger: " + e.getMessage(), e);
    }
  }
}
