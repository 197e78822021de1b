package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.DurationText;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.time.Duration;

/**
 * Holds the times to their order: longest deadline + grace ≤ retention of work, and ≤ dedupe window
 * ≤ retention of outcomes and responses. A break in it would lose answers or repeat paid calls.
 * Warns where what is remembered takes longer to restore than the budget.
 */
final class RetentionCheck {

  private final Configuration configuration;
  private final Node root;
  private final Problems problems;

  RetentionCheck(Configuration configuration, Node root, Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.problems = problems;
  }

  void run() {
    Deadlines deadlines = configuration.deadlines();
    Duration open = deadlines.max().plus(deadlines.grace());
    for (Partner partner : configuration.partners()) {
      Node node = Tree.withText(Tree.partners(root), "id", partner.id()).orElse(root);
      atLeast(
          node, "retention", partner.workRetention(), open, "the longest deadline and the grace");
    }
    Duration window = configuration.dedupe().effectiveWindow();
    Duration call = DerivedDefaults.longestCall(configuration.partners());
    atLeast(
        section("dedupe"),
        "window",
        window,
        deadlines.mustKeep(call),
        "the longest deadline, the grace and the longest call");
    Node retention = Tree.entry(section("kafka"), "retention").orElse(missing("kafka.retention"));
    TopicRetention topics = configuration.kafka().retention();
    atLeast(retention, "outcomes", topics.outcomes(), window, "the dedupe window");
    atLeast(retention, "responses", topics.responses(), window, "the dedupe window");
    restore(configuration.dedupe());
    configuration.routing().models().forEach(this::route);
  }

  private void restore(Dedupe dedupe) {
    if (dedupe.expectedRestore().compareTo(dedupe.restoreBudget()) > 0) {
      problems.warning(
          "dedupe.restore_budget",
          0,
          "%d requests a second for %s are %,d remembered requests, about %,d MB; after a crash one broker-app reads them in about %s, longer than %s; shorten dedupe.window, or run more instances, each with a standby"
              .formatted(
                  dedupe.expectedRequestsPerSecond(),
                  DurationText.write(dedupe.effectiveWindow()),
                  dedupe.expectedRequests(),
                  dedupe.expectedBytes() / 1_000_000,
                  DurationText.write(dedupe.expectedRestore()),
                  DurationText.write(dedupe.restoreBudget())));
    }
  }

  private void route(Route route) {
    Duration max = configuration.deadlines().max();
    if (route.deadline().longest().compareTo(max) > 0) {
      Node node = Tree.withText(Tree.routes(root), "alias", route.alias()).orElse(root);
      Node deadline = Tree.entry(node, "deadline").orElse(node);
      problems.error(
          deadline,
          "is "
              + DurationText.write(route.deadline().longest())
              + ", longer than deadlines.max ("
              + DurationText.write(max)
              + ")");
    }
  }

  private Node section(String name) {
    return Tree.entry(root, name).orElse(missing(name));
  }

  private static Node missing(String path) {
    return new Node.InvalidNode(path, 0);
  }

  private void atLeast(Node parent, String key, Duration actual, Duration least, String what) {
    if (actual.compareTo(least) < 0) {
      Node at =
          Tree.entry(parent, key)
              .orElse(new Node.InvalidNode(Node.child(parent.path(), key), parent.line()));
      problems.error(
          at,
          "is "
              + DurationText.write(actual)
              + ", shorter than "
              + what
              + " ("
              + DurationText.write(least)
              + ")");
    }
  }
}
