package dev.barnabas.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of docs/interleavings.md, and the tests of all modules that are tagged with a rule.
 *
 * @param rules in the page's order
 * @param tagged the rules that each test is tagged with, by {@code Class.method}
 */
record InterleavingsPage(List<Rule> rules, Map<String, Set<String>> tagged) {
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+\\.\\d+) \\| (.+) \\| (.+) \\| (.*) \\|");
  private static final Pattern NAMED = Pattern.compile("`(\\w+\\.\\w+)`");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"rule-([^\"]+)\"\\)");
  private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

  /**
   * A rule.
   *
   * @param number section and number, {@code 2.4}
   * @param built how it is built
   * @param tests {@code Class.method}
   */
  record Rule(String number, String built, List<String> tests) {
    boolean open() {
      return built.startsWith("**Open.**");
    }
  }

  /** The page and the test sources under a directory. */
  static InterleavingsPage of(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      Map<String, Set<String>> tagged = new TreeMap<>();
      files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> tags(file.getFileName().toString(), lines(file), tagged));
      return new InterleavingsPage(rules(lines(root.resolve("docs/interleavings.md"))), tagged);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sources under " + root, e);
    }
  }

  /** The rules of a page; a line that is no rule is passed over. */
  static List<Rule> rules(List<String> page) {
    List<Rule> rules = new ArrayList<>();
    for (String line : page) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<String> tests =
            NAMED.matcher(row.group(4)).results().map(named -> named.group(1)).toList();
        rules.add(new Rule(row.group(1), row.group(3), tests));
      }
    }
    return rules;
  }

  /** Adds the tagged tests of a source file. */
  static void tags(String fileName, List<String> source, Map<String, Set<String>> tagged) {
    String type = fileName.substring(0, fileName.lastIndexOf('.'));
    Set<String> above = new TreeSet<>();
    for (String line : source) {
      TAG.matcher(line).results().forEach(tag -> above.add(tag.group(1)));
      Matcher method = METHOD.matcher(line);
      if (method.find()) {
        if (!above.isEmpty()) {
          tagged.computeIfAbsent(type + "." + method.group(1), _ -> new TreeSet<>()).addAll(above);
        }
        above.clear();
      }
    }
  }

  /** What is not true of the page, a sentence each; empty where all of it is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (Rule rule : rules) {
      if (rule.tests().isEmpty() && !rule.open()) {
        problems.add(rule.number() + " has no test and does not say that it is open");
      }
      for (String test : rule.tests()) {
        named.add(rule.number() + " " + test);
        if (!tagged.getOrDefault(test, Set.of()).contains(rule.number())) {
          problems.add(rule.number() + " names " + test + ", which is no test tagged with it");
        }
      }
    }
    tagged.forEach((test, numbers) ->
        numbers.stream()
            .filter(number -> !named.contains(number + " " + test))
            .forEach(number -> problems.add(number + " does not name its test " + test)));
    return problems;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
