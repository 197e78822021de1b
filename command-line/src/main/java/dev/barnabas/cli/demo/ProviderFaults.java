package dev.barnabas.cli.demo;

import dev.barnabas.cli.terminal.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Tells the provider emulator to fail, and to be well again. */
final class ProviderFaults {
  private static final Duration BOUND = Duration.ofSeconds(5);

  private final URI faults;

  ProviderFaults(String emulator) {
    this.faults = URI.create(emulator + "/admin/faults");
  }

  /** Every call to a provider is answered 503 from now on. */
  void refuseAll(String provider) {
    send(
        HttpRequest.newBuilder(faults)
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"provider\":\"" + provider + "\",\"fault\":\"503\"}")));
  }

  /** All are well again. */
  void clear() {
    send(HttpRequest.newBuilder(faults).DELETE());
  }

  private static void send(HttpRequest.Builder request) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
      var answer = http.send(request.timeout(BOUND).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw CommandException.wrong("the emulator refuses a fault: " + answer.body());
      }
    } catch (IOException e) {
      throw CommandException.unavailable("the emulator does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.wrong("interrupted");
    }
  }
}
