package dev.barnabas.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls an emulator with the JDK's client. */
final class TestClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  TestClient(URI base) {
    this.base = base;
  }

  HttpResponse<String> chat(String body) throws IOException, InterruptedException {
    return send(chatRequest(body).build());
  }

  /** A chat with one user message and the model given. */
  HttpResponse<String> chat(String model, String text) throws IOException, InterruptedException {
    return chat(chatBody(model, text, false));
  }

  HttpRequest.Builder chatRequest(String body) {
    return HttpRequest.newBuilder(URI.create(base + "/v1/chat/completions"))
        .header("authorization", "Bearer key")
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(20))
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<String> messages(String body) throws IOException, InterruptedException {
    return send(messagesRequest(body).build());
  }

  HttpResponse<String> messages(String model, String text)
      throws IOException, InterruptedException {
    return messages(messagesBody(model, text, false));
  }

  HttpRequest.Builder messagesRequest(String body) {
    return HttpRequest.newBuilder(URI.create(base + "/v1/messages"))
        .header("x-api-key", "key")
        .header("anthropic-version", "2023-06-01")
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(20))
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> admin(String method, String path, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create(base + "/admin" + path);
    return send(HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build());
  }

  static String chatBody(String model, String text, boolean stream) {
    return JSON.createObjectNode()
        .put("model", model)
        .put("stream", stream)
        .set("messages", oneMessage(text))
        .toString();
  }

  static String messagesBody(String model, String text, boolean stream) {
    return JSON.createObjectNode()
        .put("model", model)
        .put("stream", stream)
        .put("max_tokens", 1000)
        .set("messages", oneMessage(text))
        .toString();
  }

  private static JsonNode oneMessage(String text) {
    return JSON.createArrayNode()
        .add(JSON.createObjectNode().put("role", "user").put("content", text));
  }

  static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
