package dev.barnabas.cli;

import dev.barnabas.cli.prices.LiteLlmList;
import dev.barnabas.cli.prices.PriceBookDifference;
import dev.barnabas.cli.prices.PriceBookYaml;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.CommandGroup;
import dev.barnabas.cli.terminal.ResultFile;
import dev.barnabas.cli.terminal.Table;
import dev.barnabas.configuration.PriceFile;
import dev.barnabas.configuration.binding.Problem;
import dev.barnabas.pricing.PriceBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Price books. */
@Command(
    name = "prices",
    description =
        "Check price books, compare them, take prices from a public list, or charge capacity.",
    subcommands = {
      PricesCommand.Import.class,
      PricesCommand.Check.class,
      PricesCommand.Diff.class,
      PricesCapacityCommand.class
    })
final class PricesCommand extends CommandGroup {

  private static String counted(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  /** What reads price books has. */
  abstract static class OfBooks extends AbstractCommand {
    @Option(
        names = "--currency",
        paramLabel = "CODE",
        defaultValue = "USD",
        description = "Of prices that name none (${DEFAULT-VALUE}).")
    private String currency = "USD";

    /** A file's book; problems are printed, and end the command with 1. */
    PriceBook book(Path file) throws IOException {
      if (!currency.matches("[A-Z]{3}")) {
        throw new ParameterException(
            spec().commandLine(), "--currency: must be three capital letters, as in ISO 4217");
      }
      try {
        return switch (PriceFile.read(file, currency, System.getenv())) {
          case PriceFile.Reading.Read(PriceBook book) -> book;
          case PriceFile.Reading.Refused(List<Problem> errors) -> {
            for (Problem error : errors) {
              String line = error.line() == 0 ? "" : ":" + error.line();
              err().println(file + line + ": error: " + error);
            }
            throw CommandException.wrong(file + " is refused");
          }
        };
      } catch (NoSuchFileException e) {
        throw CommandException.wrong("there is no file " + file);
      }
    }
  }

  /** Checks a file. */
  @Command(
      name = "check",
      description = {
        "Read a price book as the processes would, and print its version, or everything wrong with it.",
        "Exit code 1 if it would be refused."
      })
  static final class Check extends OfBooks {
    @Parameters(paramLabel = "FILE", description = "A file such as examples/prices.yaml.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
      PriceBook book = book(file);
      long models =
          book.entries().stream().map(e -> List.of(e.partner(), e.model())).distinct().count();
      long contracts = book.entries().stream().filter(e -> e.price().list() != null).count();
      int capacity = book.capacity().size();
      out()
          .println(
              "%s: %s of %s%s%s, sha256 %s"
                  .formatted(
                      book.version(),
                      counted(book.entries().size(), "price", "prices"),
                      counted(models, "model", "models"),
                      contracts == 0 ? "" : ", " + contracts + " by contract",
                      capacity == 0 ? "" : " and " + capacity + " of capacity",
                      book.sha256()));
      return CommandExit.OK;
    }
  }

  /** Compares two files. */
  @Command(
      name = "diff",
      description = {
        "Print every price that differs between two price books, per million tokens.",
        "Prices that a contract makes stand after \"contract.\", beside the list's."
      })
  static final class Diff extends OfBooks {
    @Parameters(index = "0", paramLabel = "OLD", description = "The earlier price book.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The later price book.")
    private Path now = Path.of("");

    @Override
    public Integer call() throws IOException {
      PriceBook before = book(old);
      PriceBook after = book(now);
      List<PriceBookDifference> differences = PriceBookDifference.between(before, after);
      if (!differences.isEmpty()) {
        Table table = new Table("partner", "model", "from", "price", "old", "new");
        differences.forEach(found ->
            table.add(
                found.partner(),
                found.model(),
                found.from(),
                found.price(),
                found.before() == null ? "-" : found.before(),
                found.after() == null ? "-" : found.after()));
        table.lines().forEach(out()::println);
      }
      out()
          .println(
              "%s and %s: %s"
                  .formatted(
                      before.version(),
                      after.version(),
                      counted(differences.size(), "price differs", "prices differ")));
      return CommandExit.OK;
    }
  }

  /** Takes prices from a public list. */
  @Command(
      name = "import",
      description = {
        "Write a price book of the prices in LiteLLM's list (model_prices_and_context_window.json).",
        "What cannot be taken is named on the standard error output; nothing is guessed or rounded."
      })
  static final class Import extends AbstractCommand {
    @Option(
        names = "--litellm",
        paramLabel = "FILE",
        required = true,
        description = "The list, JSON.")
    private Path list = Path.of("");

    @Option(
        names = "--partner",
        paramLabel = "PROVIDER=PARTNER",
        description =
            "Take this provider's models, as those of a partner of ours; may be given often"
                + " (every provider, under its own name).")
    private Map<String, String> partners = new HashMap<>();

    @Option(
        names = "--model",
        paramLabel = "NAME",
        description = "Take this model only; may be given often.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "The price book's name.")
    private @Nullable String name;

    @Option(
        names = "--from",
        paramLabel = "DAY",
        description = "The first day on which the prices hold, such as 2026-11-01 (always).")
    private @Nullable LocalDate from;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to (the terminal).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
      LiteLlmList read = read();
      List<String> lines = PriceBookYaml.of(read.taken(), name, from);
      if (read.size() == 0) {
        read.left().forEach((model, why) -> err().println(model + ": left out: " + why));
        throw CommandException.wrong(list + " has no price that can be taken");
      }
      ResultFile.write(out, out(), to -> lines.forEach(to::println));
      read.left().forEach((model, why) -> err().println(model + ": left out: " + why));
      read.taken()
          .forEach(price -> {
            if (!price.untaken().isEmpty()) {
              err()
                  .println(
                      "%s/%s: not taken: %s"
                          .formatted(
                              price.partner(), price.model(), String.join(", ", price.untaken())));
            }
          });
      err().println("%d models taken, %d left out".formatted(read.size(), read.left().size()));
      return CommandExit.OK;
    }

    private LiteLlmList read() throws IOException {
      try {
        return new LiteLlmList(Files.readString(list), partners, Set.copyOf(models));
      } catch (NoSuchFileException e) {
        throw CommandException.wrong("there is no file " + list);
      } catch (IllegalArgumentException e) {
        throw CommandException.wrong(list + " " + e.getMessage());
      }
    }
  }
}
