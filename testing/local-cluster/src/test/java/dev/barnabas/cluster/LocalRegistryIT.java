package dev.barnabas.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRegistryIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"Ping\",\"fields\":[{\"name\":\"at\",\"type\":\"long\"}]}";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void servesOneSchemaThroughItsOwnAndTheConfluentCompatibleApi() throws Exception {
    try (LocalRegistry registry = LocalRegistry.inMemory(directory, FreePorts.random())) {
      registry.start();
      registry.awaitReady(BOUND).orThrow();

      int id = registerByConfluentApi(registry, "ping-value");

      assertThat(schemaByConfluentApi(registry, id)).isEqualTo(JSON.readTree(SCHEMA));
      assertThat(JSON.readTree(get(registry.url() + "/ids/contentIds/" + id)))
          .isEqualTo(JSON.readTree(SCHEMA));
    }
  }

  @Test
  void readsWhatItsOwnApiRegisteredThroughTheConfluentCompatibleApi() throws Exception {
    try (LocalRegistry registry = LocalRegistry.inMemory(directory, FreePorts.random())) {
      registry.start();
      registry.awaitReady(BOUND).orThrow();

      long contentId = registerByOwnApi(registry, "pong-value");

      JsonNode version =
          JSON.readTree(get(registry.confluentUrl() + "/subjects/pong-value/versions/1"));
      assertThat(JSON.readTree(version.get("schema").asText())).isEqualTo(JSON.readTree(SCHEMA));
      assertThat(version.get("id").asLong()).isEqualTo(contentId);
    }
  }

  @Test
  void keepsSchemaIdsOverAKillWhenItHasADirectory() throws Exception {
    try (LocalRegistry registry = LocalRegistry.in(directory, FreePorts.random())) {
      registry.start();
      registry.awaitReady(BOUND).orThrow();
      registerByOwnApi(registry, "first");
      int id = registerByConfluentApi(registry, "ping-value");

      registry.kill9();
      registry.start();
      registry.awaitReady(BOUND).orThrow();

      assertThat(schemaByConfluentApi(registry, id)).isEqualTo(JSON.readTree(SCHEMA));
      assertThat(registerByConfluentApi(registry, "ping-value")).isEqualTo(id);
    }
  }

  @Test
  void keepsSchemaIdsOverAnOrderlyStopWhenItHasADirectory() throws Exception {
    int port = FreePorts.random();
    int id;
    try (LocalRegistry registry = LocalRegistry.in(directory, port)) {
      registry.start();
      registry.awaitReady(BOUND).orThrow();
      id = registerByConfluentApi(registry, "ping-value");
    }
    try (LocalRegistry registry = LocalRegistry.in(directory, port)) {
      registry.start();
      registry.awaitReady(BOUND).orThrow();
      assertThat(schemaByConfluentApi(registry, id)).isEqualTo(JSON.readTree(SCHEMA));
    }
  }

  private int registerByConfluentApi(LocalRegistry registry, String subject) throws Exception {
    String body = JSON.writeValueAsString(Map.of("schema", SCHEMA));
    String answer = post(registry.confluentUrl() + "/subjects/" + subject + "/versions", body);
    return JSON.readTree(answer).get("id").asInt();
  }

  private JsonNode schemaByConfluentApi(LocalRegistry registry, int id) throws Exception {
    JsonNode answer = JSON.readTree(get(registry.confluentUrl() + "/schemas/ids/" + id));
    return JSON.readTree(answer.get("schema").asText());
  }

  private long registerByOwnApi(LocalRegistry registry, String artifact) throws Exception {
    Map<String, Object> content = Map.of("content", SCHEMA, "contentType", "application/json");
    Map<String, Object> body =
        Map.of(
            "artifactId",
            artifact,
            "artifactType",
            "AVRO",
            "firstVersion",
            Map.of("content", content));
    String answer =
        post(registry.url() + "/groups/default/artifacts", JSON.writeValueAsString(body));
    return JSON.readTree(answer).at("/version/contentId").asLong();
  }

  private String get(String address) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address)).GET());
  }

  private String post(String address, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    var response =
        http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }
}
