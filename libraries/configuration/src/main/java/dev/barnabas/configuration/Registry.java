package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.net.URI;
import java.util.Map;

/** The schema registry. */
public record Registry(
    @Key(about = "Its API, Apicurio v3.", fallback = "http://localhost:8081/apis/registry/v3")
        URI url,
    @Key(
            about =
                "Properties of the serialisers, passed on as they are; secrets as in `kafka.properties`.",
            raw = true)
        Map<String, String> properties,
    @Key(about = "Names and template of the secret properties.", hidden = true, raw = true)
        Map<String, String> secretProperties) {

  public Registry {
    properties = Copies.sorted(properties);
    secretProperties = Copies.sorted(secretProperties);
    Constraints.require(Registry.class, url, properties, secretProperties);
  }
}
