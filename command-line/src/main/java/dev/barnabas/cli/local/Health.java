package dev.barnabas.cli.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks a process over HTTP how it is. */
public final class Health {
  /** Where an app says whether it is ready. */
  public static final String READY = "/health/ready";

  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String IS_READY = "ready";

  private Health() {}

  /** {@code ready}, {@code not ready (503)} or {@code does not answer}. */
  public static String state(String address) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
      return state(http, address);
    }
  }

  /** Waits until an app is ready; false if it has ended or the bound has passed before. */
  static boolean awaitReady(String app, BooleanSupplier alive, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
      while (alive.getAsBoolean() && System.nanoTime() < deadline) {
        if (state(http, app + READY).equals(IS_READY)) {
          return true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return false;
  }

  private static String state(HttpClient http, String address) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(BOUND).build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 ? IS_READY : "not ready (" + status + ")";
    } catch (IOException e) {
      return "does not answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + address, e);
    }
  }
}
