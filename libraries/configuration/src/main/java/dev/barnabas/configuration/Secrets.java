package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Canonicalizer;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds keys when they are needed. A key in a file is read each time it is asked for, so a changed
 * file needs no restart; if the file cannot be read for a moment, the last key that was read is
 * used. Safe for any thread.
 *
 * <p>Equal if configuration, place and literal keys are equal; what is in files and variables is
 * not compared.
 */
public final class Secrets {

  private final Configuration configuration;
  private final Path directory;
  private final Map<String, String> environment;
  private final Map<String, Secret> literals;
  private final Map<String, SecretFile> files = new ConcurrentHashMap<>();

  Secrets(
      Configuration configuration,
      Path directory,
      Map<String, String> environment,
      Map<String, Secret> literals) {
    this.configuration = configuration;
    this.directory = directory;
    this.environment = Map.copyOf(environment);
    this.literals = Map.copyOf(literals);
  }

  /**
   * Secrets of a configuration that was published by another process. Keys that were literals in
   * its file are not there.
   *
   * @param directory what a relative {@code secrets_dir} is relative to
   * @param environment where variables are looked up
   */
  public static Secrets of(
      Configuration configuration, Path directory, Map<String, String> environment) {
    return new Secrets(configuration, directory, environment, Map.of());
  }

  /** These secrets, literal keys included, for another version of the configuration. */
  public Secrets forConfiguration(Configuration other) {
    return new Secrets(other, directory, environment, literals);
  }

  /**
   * The key of a partner; empty if it has none or it cannot be read now, which the log says without
   * showing it.
   */
  public Optional<Secret> apiKey(String partnerId) {
    return configuration
        .partner(partnerId)
        .flatMap(partner ->
            switch (partner.credential()) {
              case Credential.SecretFile(String path) -> fromFile(partnerId, path);
              case Credential.EnvironmentVariable(String name) ->
                  Optional.ofNullable(environment.get(name))
                      .filter(value -> !value.isBlank())
                      .map(value -> new Secret(value.strip()));
              case Credential.Literal _ ->
                  Optional.ofNullable(literals.get(SecretReferences.ofPartner(partnerId)));
              case Credential.None _ -> Optional.empty();
            });
  }

  private Optional<Secret> fromFile(String partnerId, String reference) {
    return files
        .computeIfAbsent(
            partnerId + "\n" + reference,
            _ -> new SecretFile(partnerId, resolve(configuration, directory, reference)))
        .read();
  }

  /**
   * Where a key file is: under {@code secrets_dir}, which is beside the configuration unless it is
   * absolute.
   */
  static Path resolve(Configuration configuration, Path directory, String reference) {
    return directory.resolve(configuration.secretsDir()).resolve(reference).normalize();
  }

  /**
   * The Kafka client properties, secret ones included. For clients only: never log or publish them.
   */
  public Map<String, String> kafkaProperties() {
    Kafka kafka = configuration.kafka();
    return complete("kafka", kafka.properties(), kafka.secretProperties());
  }

  /** The registry properties, secret ones included. */
  public Map<String, String> registryProperties() {
    Registry registry = configuration.registry();
    return complete("registry", registry.properties(), registry.secretProperties());
  }

  private Map<String, String> complete(
      String section, Map<String, String> open, Map<String, String> secret) {
    Map<String, String> all = new TreeMap<>(open);
    secret.forEach((name, template) -> {
      Secret literal = literals.get(SecretReferences.ofProperty(section, name));
      Optional<String> value =
          literal == null ? fromTemplate(template) : Optional.of(literal.reveal());
      value.ifPresent(found -> all.put(name, found));
    });
    return all;
  }

  private Optional<String> fromTemplate(String template) {
    if (SecretReferences.LITERAL.equals(template)) {
      return Optional.empty();
    }
    Node resolved =
        Canonicalizer.interpolate(new Node.TextNode("", 0, template), environment, new Problems());
    return resolved instanceof Node.TextNode text ? Optional.of(text.text()) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secrets secrets
        && configuration.equals(secrets.configuration)
        && directory.equals(secrets.directory)
        && environment.equals(secrets.environment)
        && literals.equals(secrets.literals);
  }

  @Override
  public int hashCode() {
    return configuration.hashCode();
  }

  @Override
  public String toString() {
    return "Secrets[***]";
  }
}
