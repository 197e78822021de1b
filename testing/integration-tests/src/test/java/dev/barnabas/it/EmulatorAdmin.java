package dev.barnabas.it;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The provider emulator's admin API over HTTP, as an operator uses it. */
final class EmulatorAdmin implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String HOLD = "hold-everything";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  EmulatorAdmin(URI base) {
    this.base = base;
  }

  /** The calls that the emulator has received and not ended: {@code GET /admin/state}. */
  long inFlight() throws IOException, InterruptedException {
    return JSON.readTree(send("/admin/state", "GET", "")).path("inFlight").longValue();
  }

  /** From now on no call is answered until {@link #release}. */
  void hold() throws IOException, InterruptedException {
    put("{\"id\":\"" + HOLD + "\",\"fault\":\"hold\"}");
  }

  /** Lets every held call be answered. */
  void release() throws IOException, InterruptedException {
    var _ = send("/admin/faults/" + HOLD, "DELETE", "");
  }

  /** Adds a rule. */
  void put(String rule) throws IOException, InterruptedException {
    var _ = send("/admin/faults", "PUT", rule);
  }

  private String send(String path, String method, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(method + " " + path + ": " + response.statusCode());
    }
    return response.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
