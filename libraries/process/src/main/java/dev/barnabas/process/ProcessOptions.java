package dev.barnabas.process;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line or the environment says; what is absent comes from the configuration file.
 *
 * @param config the configuration file
 * @param bootstrap Kafka's bootstrap servers, before {@code kafka.bootstrap}
 * @param registry the schema registry's address, before {@code registry.url}
 * @param managementPort before {@code management.port}; 0 takes a free one
 */
public record ProcessOptions(
    @Nullable Path config,
    @Nullable String bootstrap,
    @Nullable URI registry,
    @Nullable Integer managementPort) {

  public ProcessOptions {
    if (managementPort != null && (managementPort < 0 || managementPort > 65_535)) {
      throw new IllegalArgumentException(
          "managementPort: %d is not from 0 to 65535".formatted(managementPort));
    }
  }
}
