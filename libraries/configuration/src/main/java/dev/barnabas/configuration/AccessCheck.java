package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.util.Map;

/** Checks what concerns who may ask. */
final class AccessCheck {

  private static final String TOPIC_SAFE = "[A-Za-z0-9][A-Za-z0-9.-]{0,99}";

  private final Configuration configuration;
  private final Node root;
  private final LoadContext context;
  private final Problems problems;

  AccessCheck(Configuration configuration, Node root, LoadContext context, Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.context = context;
    this.problems = problems;
  }

  void run() {
    Authentication.Mode mode = configuration.authentication().mode();
    boolean written =
        Tree.entry(root, "authentication").filter(node -> node.line() > 0).isPresent();
    if (written && mode == Authentication.Mode.NONE && !context.underUp()) {
      problems.warning(
          "authentication",
          0,
          "is none: whoever can write to the request topic can act as any tenant");
    }
    Map<String, Tenant> tenants = configuration.tenants();
    if (tenants == null) {
      return;
    }
    Map<String, Node> nodes = Tree.entries(root, "tenants");
    if (tenants.isEmpty()) {
      problems.warning("tenants", 0, "is an empty list, so no tenant is known");
    }
    for (String id : tenants.keySet()) {
      Node at = nodes.getOrDefault(id, root);
      if (id.isBlank() || id.length() > 128) {
        problems.error(at, "a tenant id has 1 to 128 characters");
      } else if (mode != Authentication.Mode.NONE && !id.matches(TOPIC_SAFE)) {
        problems.error(
            at,
            "\""
                + id
                + "\" cannot be part of a topic name: use letters, digits, dots and hyphens, at most 100");
      }
    }
  }
}
