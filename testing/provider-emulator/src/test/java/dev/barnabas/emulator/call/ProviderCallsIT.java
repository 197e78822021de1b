package dev.barnabas.emulator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.emulator.anthropic.AnthropicApi;
import dev.barnabas.emulator.fault.FaultRules;
import dev.barnabas.emulator.fault.Latency;
import dev.barnabas.emulator.http.HttpListener;
import dev.barnabas.emulator.ledger.CallEnded;
import dev.barnabas.emulator.ledger.Ledger;
import dev.barnabas.emulator.openai.OpenAiApi;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCallsIT {
  @TempDir private Path directory;

  /** OpenAI's dialect with a bug in its validation. */
  private static ProviderApi broken() {
    var api = new OpenAiApi();
    return (ProviderApi)
        Proxy.newProxyInstance(
            ProviderApi.class.getClassLoader(),
            new Class<?>[] {ProviderApi.class},
            (_, method, arguments) -> {
              if (method.getName().equals("read")) {
                throw new IllegalStateException("planted");
              }
              return method.invoke(api, arguments);
            });
  }

  @Test
  void endsACallInTheLedgerWhenTheEmulatorItselfFails() throws Exception {
    var rules = new FaultRules();
    var decisions = new CallDecisions(rules, Latency.parse("none"), 1);
    var traffic = new Traffic();
    try (Ledger ledger = Ledger.open(directory.resolve("ledger.jsonl"))) {
      var calls =
          new ProviderCalls(
              broken(),
              new AnthropicApi(),
              ledger,
              null,
              traffic,
              rules,
              decisions,
              InstantSource.system());
      try (HttpListener listener = HttpListener.open("127.0.0.1", 0, 1 << 20, calls::handle)) {
        assertThat(chat(listener.port())).isEqualTo(500);
      }
      CallEnded ended = Objects.requireNonNull(ledger.calls().getFirst().ended());
      assertThat(ended.status()).isEqualTo(500);
      assertThat(ended.billed()).isFalse();
      assertThat(traffic.inFlight()).isZero();
    }
  }

  private static int chat(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("authorization", "Bearer k")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }
}
