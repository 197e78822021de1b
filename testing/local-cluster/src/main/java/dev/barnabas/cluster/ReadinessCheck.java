package dev.barnabas.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Looks for the sign of readiness; asked again and again by one thread until it is there. */
interface ReadinessCheck extends AutoCloseable {

  /** The sign that the child is ready, or empty for not yet. */
  Optional<String> sign();

  @Override
  default void close() {}

  static ReadinessCheck of(Readiness readiness, ChildProcess child) {
    return switch (readiness) {
      case Readiness.Started() -> () -> Optional.of("");
      case Readiness.LogLine(String text) ->
          () -> child.logLines().stream().filter(line -> line.contains(text)).findFirst();
      case Readiness.HttpOk(URI address) -> new HttpCheck(address);
    };
  }

  /** One GET per question, bounded to a second. */
  record HttpCheck(HttpClient client, URI address) implements ReadinessCheck {

    private static final Duration BOUND = Duration.ofSeconds(1);

    HttpCheck(URI address) {
      this(HttpClient.newBuilder().connectTimeout(BOUND).build(), address);
    }

    @Override
    public Optional<String> sign() {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(BOUND).GET().build();
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        return status / 100 == 2 ? Optional.of("") : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while asking " + address, e);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
