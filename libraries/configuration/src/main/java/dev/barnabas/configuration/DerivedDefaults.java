package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import java.time.Duration;
import java.util.List;

/**
 * Fills in the times that follow from others: how long work is kept and ids are remembered follows
 * from the longest deadline, and a route's default deadlines never exceed it.
 */
final class DerivedDefaults {

  private DerivedDefaults() {}

  static Configuration apply(Configuration bound, Node root) {
    Deadlines deadlines = bound.deadlines();
    List<Partner> partners =
        bound.partners().stream()
            .map(partner ->
                partner.retention() == null
                    ? partner.withRetention(deadlines.keep(partner.timeout()))
                    : partner)
            .toList();
    List<Route> routes =
        bound.routing().models().stream()
            .map(route -> clamped(route, deadlines.max(), root))
            .toList();
    Dedupe dedupe =
        bound.dedupe().window() == null
            ? bound.dedupe().withWindow(deadlines.keep(longestCall(partners)))
            : bound.dedupe();
    return bound.with(partners, new Routing(routes), dedupe);
  }

  /** The longest time a call may take at any partner. */
  static Duration longestCall(List<Partner> partners) {
    return partners.stream().map(Partner::timeout).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static Route clamped(Route route, Duration max, Node root) {
    Node deadline =
        Tree.withText(Tree.routes(root), "alias", route.alias())
            .flatMap(node -> Tree.entry(node, "deadline"))
            .orElse(null);
    if (deadline instanceof Node.TextNode) {
      return route;
    }
    boolean realtimeGiven = deadline != null && Tree.entry(deadline, "realtime").isPresent();
    boolean bulkGiven = deadline != null && Tree.entry(deadline, "bulk").isPresent();
    RouteDeadline own = route.deadline();
    return route.withDeadline(
        new RouteDeadline(
            realtimeGiven ? own.realtime() : shorter(own.realtime(), max),
            bulkGiven ? own.bulk() : shorter(own.bulk(), max)));
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
