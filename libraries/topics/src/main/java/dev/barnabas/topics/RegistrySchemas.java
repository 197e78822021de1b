package dev.barnabas.topics;

import dev.barnabas.topics.RegistryClients.CallFailed;
import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeFactory;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;

/**
 * Ids from a schema registry, through the registry's own client library. The id on the wire is the
 * registry's content id, which its Confluent-compatible API gives out too.
 *
 * <p>An id never changes its meaning, so what was found once stays. Closing is not needed: no
 * connection and no thread is held.
 */
public final class RegistrySchemas implements SchemaIds {
  /** How long one question to the registry may take. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

  private static final String AVRO = "AVRO";
  private static final int MAX_PARTS = 100;

  private final String url;
  private final Duration limit;
  private final RegistryClientFacade registry;
  private final ConcurrentMap<Schema, Integer> ids = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Schema> schemas = new ConcurrentHashMap<>();

  private RegistrySchemas(String url, Map<String, ?> properties, Duration limit) {
    this.url = url;
    this.limit = limit;
    this.registry =
        RegistryClientFacadeFactory.create(
            new SchemaResolverConfig(RegistryClients.settings(url, properties)));
  }

  /**
   * Ids from the registry at an address. Asks nothing yet.
   *
   * @param url the server, such as {@code http://127.0.0.1:8081}, or its API's own path
   * @param properties further settings of the client library, such as credentials
   */
  public static RegistrySchemas at(String url, Map<String, ?> properties) {
    return new RegistrySchemas(url, properties, DEFAULT_LIMIT);
  }

  /** As {@link #at(String, Map)}, with a time limit for each question. */
  public static RegistrySchemas at(String url, Map<String, ?> properties, Duration limit) {
    return new RegistrySchemas(url, properties, limit);
  }

  /**
   * Resolves the ids of schemas that this process will write. Registers nothing.
   *
   * @throws RegistryException naming the schemas that the registry lacks, or saying that it does
   *     not answer
   */
  public void warm(List<Schema> wanted) {
    List<String> missing =
        wanted.stream().filter(schema -> !resolve(schema)).map(Schema::getFullName).toList();
    if (!missing.isEmpty()) {
      throw new RegistryException(
          "the schema registry at "
              + url
              + " lacks this version of "
              + String.join(", ", missing)
              + "; register the schemas first",
          null);
    }
  }

  @Override
  public int idOf(Schema schema) {
    Integer id = ids.get(schema);
    if (id == null) {
      throw new IllegalStateException(schema.getFullName() + " has no id: warm it at start");
    }
    return id;
  }

  @Override
  public Optional<Schema> cached(int id) {
    return Optional.ofNullable(schemas.get(id));
  }

  @Override
  public SchemaLookup lookUp(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return new SchemaLookup.Found(known);
    }
    try {
      Schema schema = RegistryClients.within(limit, () -> fetch(id));
      schemas.put(id, schema);
      return new SchemaLookup.Found(schema);
    } catch (CallFailed e) {
      return e.isNotFound() || e.isForeign()
          ? new SchemaLookup.NotFound()
          : new SchemaLookup.Unreachable(e.kind());
    }
  }

  private boolean resolve(Schema schema) {
    if (ids.containsKey(schema)) {
      return true;
    }
    List<RegistryVersionCoordinates> versions;
    try {
      versions = RegistryClients.within(limit, () -> search(schema));
    } catch (CallFailed e) {
      throw new RegistryException(
          "the schema registry at " + url + " does not answer: " + e.kind(), e);
    }
    versions.stream()
        .map(RegistryVersionCoordinates::getContentId)
        .findFirst()
        .ifPresent(contentId -> remember(schema, Math.toIntExact(contentId)));
    return ids.containsKey(schema);
  }

  private List<RegistryVersionCoordinates> search(Schema schema) {
    ArtifactReference artifact =
        ArtifactReference.builder().artifactId(schema.getFullName()).build();
    return registry.searchVersionsByContent(schema.toString(), AVRO, artifact, false);
  }

  private void remember(Schema schema, int id) {
    schemas.put(id, schema);
    ids.put(schema, id);
  }

  private Schema fetch(int id) {
    String text = registry.getSchemaByContentId((long) id);
    Schema.Parser parser = new Schema.Parser();
    parseAll(registry.getReferencesByContentId(id), parser, new HashSet<>());
    return parser.parse(text);
  }

  /** Parses what a schema refers to, deepest first: foreign clients register records in parts. */
  private void parseAll(
      List<RegistryArtifactReference> references, Schema.Parser parser, Set<String> seen) {
    for (RegistryArtifactReference part : references) {
      String group = part.getGroupId() == null ? "default" : part.getGroupId();
      String name = group + "/" + part.getArtifactId() + "/" + part.getVersion();
      if (seen.size() < MAX_PARTS && seen.add(name)) {
        String artifact = part.getArtifactId();
        parseAll(registry.getReferencesByGAV(group, artifact, part.getVersion()), parser, seen);
        parser.parse(registry.getSchemaByGAV(group, artifact, part.getVersion()));
      }
    }
  }
}
