package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.barnabas.signing.KeySet.KeySetOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetUrlTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final KeyPair ACME =
      KeyPair.generate("acme-1", SignatureAlgorithm.EDDSA, Set.of("acme"));
  private static final String SET = KeyPair.added(null, ACME.publicJwk());
  private static final CountDownLatch END = new CountDownLatch(1);
  private static final AtomicInteger REACHED = new AtomicInteger();

  private static HttpsServer server;
  private static ExecutorService threads;
  private static SSLContext tls;

  @BeforeAll
  static void serve(@TempDir Path directory) throws Exception {
    tls = selfSigned(directory);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/keys", exchange -> answer(exchange, 200, SET.getBytes(UTF_8)));
    server.createContext("/error", exchange -> answer(exchange, 500, SET.getBytes(UTF_8)));
    server.createContext("/none", exchange -> answer(exchange, 200, "<html>".getBytes(UTF_8)));
    server.createContext("/large", exchange -> answer(exchange, 200, large()));
    server.createContext(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/reached");
          answer(exchange, 302, new byte[0]);
        });
    server.createContext(
        "/reached",
        exchange -> {
          REACHED.incrementAndGet();
          answer(exchange, 200, SET.getBytes(UTF_8));
        });
    server.createContext("/drips", KeySetUrlTest::drip);
    server.start();
  }

  @AfterAll
  static void stop() {
    END.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static byte[] large() {
    String key = SET.substring(0, SET.length() - 1);
    return (key + ",\"more\":\"" + "x".repeat(KeySet.MAX_BYTES) + "\"}").getBytes(UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** A body that never ends: each byte comes in time, the whole never. */
  private static void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 600; i++) {
        out.write(' ');
        out.flush();
        if (END.await(50, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static KeySetUrl at(String path, SSLContext trust, Duration limit) {
    URI url = URI.create("https://localhost:" + server.getAddress().getPort() + path);
    return new KeySetUrl(
        url,
        HttpClient.newBuilder()
            .sslContext(trust)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build(),
        limit);
  }

  private static KeySetOutcome read(String path) {
    try (KeySetUrl url = at(path, tls, Duration.ofSeconds(20))) {
      return url.read();
    }
  }

  @Test
  void readsTheKeysOfAnHttpsServer() {
    assertThat(read("/keys"))
        .isInstanceOfSatisfying(
            KeySetOutcome.Read.class,
            set -> assertThat(set.keys().ids()).containsExactly("acme-1"));
  }

  @Test
  void refusesACertificateThatIsNotTrusted() throws GeneralSecurityException {
    try (KeySetUrl url = at("/keys", SSLContext.getDefault(), Duration.ofSeconds(20))) {
      assertThat(url.read())
          .isInstanceOfSatisfying(
              KeySetOutcome.Refused.class, r -> assertThat(r.reason()).contains("SSL"));
    }
  }

  @Test
  void followsNoRedirect() {
    assertThat(read("/redirect")).isEqualTo(new KeySetOutcome.Refused("answered with status 302"));
    assertThat(REACHED).hasValue(0);
  }

  @Test
  void refusesWhatIsNoKeySetOrTooLargeOrAnError() {
    assertThat(read("/error")).isEqualTo(new KeySetOutcome.Refused("answered with status 500"));
    assertThat(read("/none")).isInstanceOf(KeySetOutcome.Refused.class);
    assertThat(read("/large"))
        .isEqualTo(new KeySetOutcome.Refused("larger than " + KeySet.MAX_BYTES + " bytes"));
  }

  @Test
  void endsWithinItsLimitThoughTheBodyDrips() {
    long began = System.nanoTime();
    try (KeySetUrl url = at("/drips", tls, Duration.ofSeconds(2))) {
      assertThat(url.read()).isEqualTo(new KeySetOutcome.Refused("no answer within 2000 ms"));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (var free = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (KeySetUrl url = new KeySetUrl(URI.create("https://localhost:" + port + "/keys"))) {
      assertThat(url.read())
          .isInstanceOfSatisfying(
              KeySetOutcome.Refused.class, r -> assertThat(r.reason()).contains("cannot be read"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost/keys", "file:///etc/passwd", "https:/keys", "keys.json"})
  void takesHttpsAlone(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> new KeySetUrl(URI.create(url)));
  }

  @Test
  void readsAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("jwks.json"), SET);

    assertThat(new KeySetFile(file).read()).isInstanceOf(KeySetOutcome.Read.class);
    assertThat(new KeySetFile(directory.resolve("absent")).read())
        .isEqualTo(new KeySetOutcome.Refused("cannot be read: NoSuchFileException"));
  }

  /** A certificate for localhost that the JDK's own tool makes, and a context that trusts it. */
  private static SSLContext selfSigned(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve("tls.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "tls",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
