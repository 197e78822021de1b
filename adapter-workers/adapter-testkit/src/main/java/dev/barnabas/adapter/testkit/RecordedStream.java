package dev.barnabas.adapter.testkit;

import dev.barnabas.emulator.Emulator;
import dev.barnabas.emulator.EmulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Streams as the provider emulator sends them. */
public final class RecordedStream {
  private RecordedStream() {}

  /**
   * The bytes of one streamed answer.
   *
   * @param path such as {@code /v1/messages}
   * @param body of the request
   */
  public static byte[] of(String path, String body) throws IOException, InterruptedException {
    try (Emulator emulator = Emulator.start(EmulatorOptions.defaults());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(emulator.baseUri() + path))
              .header("authorization", "Bearer test-key")
              .header("x-api-key", "test-key")
              .header("anthropic-version", "2023-06-01")
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, BodyHandlers.ofByteArray()).body();
    }
  }
}
