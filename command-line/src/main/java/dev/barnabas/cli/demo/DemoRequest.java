package dev.barnabas.cli.demo;

import dev.barnabas.cli.batch.BatchLine;
import dev.barnabas.cli.terminal.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of the example requests.
 *
 * @param line what is sent
 * @param expectation what must come of it
 */
public record DemoRequest(BatchLine.Good line, Expectation expectation) {

  /**
   * Reads a file.
   *
   * @throws CommandException naming the first line that is no request or expects nonsense
   */
  public static List<DemoRequest> read(Path file) {
    List<DemoRequest> requests = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        requests.add(read(file, number, line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return requests;
  }

  private static DemoRequest read(Path file, int number, String text) {
    String where = file + " line " + number + ": ";
    return switch (BatchLine.read(number, text, null)) {
      case BatchLine.Bad(var _, String problem) -> throw CommandException.wrong(where + problem);
      case BatchLine.Good line -> {
        try {
          yield new DemoRequest(line, Expectation.of(line.json().path("expect")));
        } catch (IllegalArgumentException e) {
          throw CommandException.wrong(where + e.getMessage());
        }
      }
    };
  }

  /** Tenant and correlation id, for people. */
  public String id() {
    var metadata = line.request().getMetadata();
    return metadata.getTenantId() + " " + metadata.getCorrelationId();
  }
}
