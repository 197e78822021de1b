package dev.barnabas.cli.verify;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.ConfigurationContent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The configurations that were published, by their hash. Immutable. */
final class Configurations {
  private final Map<String, Configuration> bySha256;

  private Configurations(Map<String, Configuration> bySha256) {
    this.bySha256 = bySha256;
  }

  static Configurations of(TopicSnapshot snapshot) {
    Map<String, String> contents = new HashMap<>();
    var names = snapshot.names();
    snapshot
        .of(ConfigurationContent.class, names.configuration()::equals)
        .forEach(c -> contents.put(c.record().getSha256(), c.record().getContent()));
    snapshot
        .of(ConfigActivated.class, names.configuration()::equals)
        .forEach(c -> contents.put(c.record().getSha256(), c.record().getContent()));
    Map<String, Configuration> read = new HashMap<>();
    contents.forEach((sha256, content) -> read(content).ifPresent(c -> read.put(sha256, c)));
    return new Configurations(Map.copyOf(read));
  }

  /** Empty for a content of another version of the program: it names what we do not know. */
  private static Optional<Configuration> read(String content) {
    try {
      return Optional.of(Configuration.fromCanonicalJson(content));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The configuration with that hash; empty if it was not published or cannot be read. */
  Optional<Configuration> of(String sha256) {
    return Optional.ofNullable(bySha256.get(sha256));
  }
}
