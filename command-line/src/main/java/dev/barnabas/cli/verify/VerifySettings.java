package dev.barnabas.cli.verify;

import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.TopicNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to verify, and against what.
 *
 * @param kafka the cluster
 * @param names its topics
 * @param registryUrl its schema registry
 * @param registryProperties further settings of the registry's client
 * @param ledgers the providers' ledger files; none leaves that part unmeasured
 * @param checks what the checks are told
 */
public record VerifySettings(
    KafkaSettings kafka,
    TopicNames names,
    String registryUrl,
    Map<String, String> registryProperties,
    List<Path> ledgers,
    CheckSettings checks) {

  /** Copies. */
  public VerifySettings {
    registryProperties = Map.copyOf(registryProperties);
    ledgers = List.copyOf(ledgers);
  }
}
