package dev.barnabas.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessRunnerIT {

  private static final String READY = "READY sample management=";

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void saysReadyServesHealthAndStopsInOrderOnSigterm() throws Exception {
    Process process = start("runs", "--management-port", "0");
    BufferedReader out = process.inputReader();
    String ready = out.readLine();
    assertThat(ready).startsWith(READY + "http://127.0.0.1:");
    URI management = URI.create(ready.substring(READY.length()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path : List.of("/health/started", "/health/ready", "/health/live", "/metrics")) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve(path)).build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }
    }

    process.toHandle().destroy();

    assertThat(exitCode(process)).isEqualTo(ExitCodes.ORDERLY);
    assertThat(out.readLine()).isEqualTo("stopped");
  }

  @Test
  void endsWithTheCodeAndTheProblemsOfARefusal() throws Exception {
    Process process = start("refuses");
    String error = process.errorReader().readLine();

    assertThat(exitCode(process)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(error).isEqualTo("sample: partners[0].id: missing");
  }

  @Test
  void endsWithTheCodeOfABugWhenTheStartThrows() throws Exception {
    assertThat(exitCode(start("throws"))).isEqualTo(ExitCodes.BUG);
  }

  @Test
  void stopsInOrderWhenAThreadDiesOfABug() throws Exception {
    Process process = start("throws later");

    assertThat(process.inputReader().readAllAsString()).contains("stopped", "a bug, later");
    assertThat(exitCode(process)).isEqualTo(ExitCodes.BUG);
  }

  @Test
  void endsWithTheCodeOfAWrongCommandLine() throws Exception {
    assertThat(exitCode(start("runs", "--colour", "red"))).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void namesATakenManagementPort() throws Exception {
    Process first = start("runs", "--management-port", "0");
    String ready = first.inputReader().readLine();
    String port = ready.substring(ready.lastIndexOf(':') + 1);

    Process second = start("runs", "--management-port", port);

    assertThat(second.errorReader().readLine()).contains("127.0.0.1:" + port);
    assertThat(exitCode(second)).isEqualTo(ExitCodes.UNAVAILABLE);
  }

  private Process start(String behaviour, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            SampleProcess.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SAMPLE", behaviour);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
