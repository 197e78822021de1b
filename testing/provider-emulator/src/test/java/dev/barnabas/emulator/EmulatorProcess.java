package dev.barnabas.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The emulator as a child process on this test's class path. */
record EmulatorProcess(Process process, URI baseUri) implements AutoCloseable {
  private static final String LISTENING = "LISTENING ";

  static Process launch(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(EmulatorMain.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Starts one and waits until it listens. */
  static EmulatorProcess start(String... arguments) throws IOException {
    Process process = launch(arguments);
    String line = firstLine(process);
    if (!line.startsWith(LISTENING)) {
      process.destroyForcibly();
      throw new IOException("not listening: " + line);
    }
    return new EmulatorProcess(process, URI.create(line.substring(LISTENING.length())));
  }

  private static String firstLine(Process process) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    return line == null ? "" : line;
  }

  /** Ends it by SIGTERM and returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
