package dev.barnabas.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerIT {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Telemetry telemetry = Telemetry.of("test", OpenTelemetry.noop());
  private final Health health = new Health();

  @AfterEach
  void close() {
    telemetry.close();
    http.close();
  }

  @Test
  void servesMetersInPrometheusFormatAtTheConfiguredPath() throws Exception {
    telemetry.meters().counter("barnabas.requests.admitted").increment(3);
    ManagementSettings settings = ManagementSettings.DEFAULTS.withMetricsPath("/prometheus");
    try (ManagementServer server = ManagementServer.start(settings, telemetry, health)) {

      HttpResponse<String> answer = get(server, "/prometheus");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("barnabas_requests_admitted_total{process=\"test\"} 3.0")
          .contains("jvm_memory_used_bytes")
          .contains("process_uptime_seconds");
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void saysWhichCheckIsDownAndWhy() throws Exception {
    AtomicBoolean streaming = new AtomicBoolean();
    health.addReady(
        new HealthCheck("streams", () -> HealthState.of(streaming.get(), "REBALANCING")));
    health.addReady(new HealthCheck("configuration", () -> HealthState.UP));
    try (ManagementServer server =
        ManagementServer.start(ManagementSettings.DEFAULTS, telemetry, health)) {

      HttpResponse<String> down = get(server, "/health/ready");
      streaming.set(true);
      HttpResponse<String> up = get(server, "/health/ready");

      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(down.body())
          .isEqualTo(
              "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"streams\",\"status\":\"DOWN\","
                  + "\"reason\":\"REBALANCING\"},{\"name\":\"configuration\",\"status\":\"UP\"}]}");
      assertThat(up.statusCode()).isEqualTo(200);
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersThatAThrowingCheckIsDownWithoutTheTextOfTheException() throws Exception {
    health.addLive(
        new HealthCheck(
            "fragile",
            () -> {
              throw new IllegalArgumentException("secret");
            }));
    try (ManagementServer server =
        ManagementServer.start(ManagementSettings.DEFAULTS, telemetry, health)) {
      HttpResponse<String> answer = get(server, "/health/live");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("IllegalArgumentException").doesNotContain("secret");
    }
  }

  @Test
  void refusesOtherMethodsAndPaths() throws Exception {
    try (ManagementServer server =
        ManagementServer.start(ManagementSettings.DEFAULTS, telemetry, health)) {
      HttpRequest post =
          HttpRequest.newBuilder(server.address().resolve("/health/live"))
              .POST(HttpRequest.BodyPublishers.ofString("x"))
              .build();

      assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
      assertThat(get(server, "/health/unknown").statusCode()).isEqualTo(404);
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void servesAPageOfTheProcessWithItsDecodedQuery() throws Exception {
    try (ManagementServer server =
        ManagementServer.start(ManagementSettings.DEFAULTS, telemetry, health)) {
      server.serve("/usage", query -> ManagementPage.Answer.json(200, query.toString()));
      server.serve(
          "/broken",
          _ -> {
            throw new IllegalStateException("secret");
          });

      assertThat(get(server, "/usage?tenant=a%26b+c&by=x&by=&flag").body())
          .isEqualTo("{tenant=[a&b c], by=[x, ], flag=[]}");
      assertThat(get(server, "/usage").body()).isEqualTo("{}");
      assertThat(get(server, "/broken").statusCode()).isEqualTo(500);
      assertThat(get(server, "/broken").body()).doesNotContain("secret");
      assertThatThrownBy(() -> server.serve("/usage", _ -> ManagementPage.Answer.json(200, "")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("/usage");
    }
  }

  @Test
  void namesTheAddressThatIsTaken() throws Exception {
    try (ManagementServer first =
        ManagementServer.start(ManagementSettings.DEFAULTS, telemetry, health)) {
      ManagementSettings same = ManagementSettings.DEFAULTS.withPort(first.port());

      assertThatThrownBy(() -> ManagementServer.start(same, telemetry, health))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + first.port());
    }
  }

  private HttpResponse<String> get(ManagementServer server, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
  }
}
