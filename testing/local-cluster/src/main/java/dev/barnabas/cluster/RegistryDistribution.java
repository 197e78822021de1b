package dev.barnabas.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the registry's unpacked distribution is.
 *
 * <p>The build unpacks it into this module's {@code target/registry}. Looked for, in this order:
 * the system property {@code barnabas.registry.home}; under {@code barnabas.home}, an installation
 * or a working copy; beside this module's own classes.
 */
final class RegistryDistribution {

  static final String REGISTRY_HOME = "barnabas.registry.home";
  static final String HOME = "barnabas.home";

  private RegistryDistribution() {}

  static Path home() {
    List<Path> places = places();
    return places.stream()
        .filter(place -> Files.isRegularFile(place.resolve("quarkus-run.jar")))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "the registry's distribution is in none of %s: build the project, or set -D%s"
                    .formatted(places, REGISTRY_HOME)));
  }

  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    String registryHome = System.getProperty(REGISTRY_HOME, "");
    if (!registryHome.isEmpty()) {
      places.add(Path.of(registryHome));
    }
    String home = System.getProperty(HOME, "");
    if (!home.isEmpty()) {
      places.add(Path.of(home, "registry"));
      places.add(Path.of(home, "testing", "local-cluster", "target", "registry"));
    }
    places.add(ClassPath.holding(RegistryDistribution.class).resolveSibling("registry"));
    return places;
  }
}
