package dev.barnabas.signing;

import dev.barnabas.signing.KeySet.KeySetOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A key set behind an https URL that the configuration fixes: no redirect is followed, no more than
 * {@link KeySet#MAX_BYTES} are read, and the whole exchange, a dripping body too, ends within
 * {@link #LIMIT}. Any thread, but one look at a time.
 */
public final class KeySetUrl implements KeySource, AutoCloseable {
  /** How long a look may take. */
  public static final Duration LIMIT = Duration.ofSeconds(5);

  private static final int OK = 200;

  private final URI url;
  private final HttpClient client;
  private final Duration limit;

  /**
   * A key set at a URL, trusted by the JVM's own certificates.
   *
   * @throws IllegalArgumentException if the URL is not https
   */
  public KeySetUrl(URI url) {
    this(
        url,
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build(),
        LIMIT);
  }

  KeySetUrl(URI url, HttpClient client, Duration limit) {
    if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException("a key set's URL must be https and name a host");
    }
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("a key set's client must follow no redirect");
    }
    this.url = url;
    this.client = client;
    this.limit = limit;
  }

  @Override
  public KeySetOutcome read() {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("accept", "application/jwk-set+json, application/json")
            .timeout(limit)
            .build();
    CompletableFuture<KeySetOutcome> answer =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(KeySetUrl::answer, task -> Thread.ofVirtual().start(task));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new KeySetOutcome.Refused("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new KeySetOutcome.Refused("cannot be read: " + cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new KeySetOutcome.Refused("interrupted");
    }
  }

  private static KeySetOutcome answer(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      if (response.statusCode() != OK) {
        return new KeySetOutcome.Refused("answered with status " + response.statusCode());
      }
      return KeySet.parse(body.readNBytes(KeySet.MAX_BYTES + 1));
    } catch (IOException e) {
      return new KeySetOutcome.Refused("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
