package dev.barnabas.emulator;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The emulator as a process.
 *
 * <p>Prints {@code LISTENING http://127.0.0.1:PORT} on its standard output when it is ready. On
 * SIGTERM it ends open calls, closes the ledger and exits. Exit codes: 0 after {@code --help}, 1
 * when it cannot start, 2 for a wrong command line, 143 after SIGTERM.
 */
public final class EmulatorMain {
  private EmulatorMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    int status =
        switch (CommandLine.parse(List.of(arguments))) {
          case CommandLine.Run(var options) -> run(options);
          case CommandLine.Help() -> say(System.out, HelpText.text(), 0);
          case CommandLine.Invalid(var message) -> say(System.err, message + "\n", 2);
        };
    System.exit(status);
  }

  private static int run(EmulatorOptions options) throws InterruptedException {
    Emulator emulator;
    try {
      emulator = Emulator.start(options);
    } catch (IOException e) {
      return say(System.err, "cannot start: " + e.getMessage() + "\n", 1);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(emulator), "emulator-stop"));
    say(System.out, "LISTENING " + emulator.baseUri() + "\n", 0);
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }

  private static void close(Emulator emulator) {
    try {
      emulator.close();
    } catch (IOException e) {
      say(System.err, "while stopping: " + e.getMessage() + "\n", 1);
    }
  }

  private static int say(PrintStream stream, String text, int status) {
    stream.print(text);
    stream.flush();
    return status;
  }
}
