package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Canonicalizer;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of the tree before anything is bound: what remains says where a key is. Literal
 * keys go into a map of their own, which is never published.
 */
final class SecretReferences {

  /** Stands in a published property for a secret that was a literal. */
  static final String LITERAL = "***";

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");
  private static final Pattern SECRET_PROPERTY =
      Pattern.compile(
          ".*(password|passwd|secret|token|credential|jaas|api[._-]?key|private[._-]?key|keystore\\.key"
              + "|user[._-]?info|auth\\.header).*");
  private static final Pattern NOT_SECRET =
      Pattern.compile(".*(url|uri|location|\\.class|file|endpoint|serializer|buffer)(\\..*)?$");

  private final Map<String, String> environment;
  private final Problems problems;
  private final Map<String, Secret> literals = new TreeMap<>();

  SecretReferences(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  static String ofPartner(String id) {
    return "partner " + id;
  }

  static String ofProperty(String section, String name) {
    return section + " " + name;
  }

  Map<String, Secret> literals() {
    return literals;
  }

  Node.MapNode extract(Node.MapNode root) {
    Node.MapNode open = Tree.replaceItems(root, "partners", this::partner);
    return section(section(open, "kafka"), "registry");
  }

  private Node.MapNode partner(Node.MapNode partner) {
    if (!(partner.entry("api_key_env").orElse(null) instanceof Node.TextNode key)
        || key.path().endsWith("_env")) {
      return partner;
    }
    Matcher variable = VARIABLE.matcher(key.text().strip());
    if (variable.matches()) {
      String name = variable.group(1);
      if (variable.group(2) == null || !environment.getOrDefault(name, "").isEmpty()) {
        return partner.with("api_key_env", new Node.TextNode(key.path(), key.line(), name));
      }
      return literal(partner, new Node.TextNode(key.path(), key.line(), variable.group(2)));
    }
    if (key.text().contains("${")) {
      problems.error(key, "must be ${NAME} alone, or a literal key");
      return partner.without("api_key_env");
    }
    return literal(partner, key);
  }

  private Node.MapNode literal(Node.MapNode partner, Node.TextNode key) {
    if (key.text().isBlank()) {
      problems.error(key, "is blank");
    }
    problems.warning(
        key.path(),
        key.line(),
        "is a literal key: it is not published, so only a process that reads this file has it; prefer"
            + " api_key_ref or ${NAME}");
    Tree.text(partner, "id")
        .ifPresent(id -> literals.put(ofPartner(id.text()), new Secret(key.text().strip())));
    return partner
        .without("api_key_env")
        .with("api_key_inline", new Node.TextNode(key.path(), key.line(), "true"));
  }

  private Node.MapNode section(Node.MapNode root, String section) {
    Node.MapNode found = Tree.map(root, section).orElse(null);
    if (found == null
        || !(found.entry("properties").orElse(null) instanceof Node.MapNode properties)) {
      return root;
    }
    Map<String, Node> open = new LinkedHashMap<>();
    Map<String, Node> secret = new LinkedHashMap<>();
    properties
        .entries()
        .forEach((name, value) -> {
          if (!(value instanceof Node.TextNode text)) {
            open.put(name, value);
          } else if (isSecret(name) && !resolvedByClient(text)) {
            secret.put(name, property(section, name, text));
          } else {
            open.put(name, interpolated(text));
          }
        });
    return root.with(
        section,
        found
            .with("properties", new Node.MapNode(properties.path(), properties.line(), open))
            .with(
                "secret_properties",
                new Node.MapNode(properties.path(), properties.line(), secret)));
  }

  /** Whether the value of a client property is a secret, by its name. */
  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET_PROPERTY.matcher(lower).matches() && !NOT_SECRET.matcher(lower).matches();
  }

  private Node property(String section, String name, Node.TextNode value) {
    if (VARIABLE.matcher(value.text()).find()) {
      Node resolved = interpolated(value);
      return resolved instanceof Node.TextNode ? value : resolved;
    }
    problems.warning(
        value.path(), value.line(), "is a literal secret: it is not published; prefer ${NAME}");
    literals.put(ofProperty(section, name), new Secret(value.text()));
    return new Node.TextNode(value.path(), value.line(), LITERAL);
  }

  private Node interpolated(Node.TextNode value) {
    return resolvedByClient(value)
        ? value
        : Canonicalizer.interpolate(value, environment, problems);
  }

  /** Whether a value has a reference of Kafka's own, such as <code>${file:/path:key}</code>. */
  private static boolean resolvedByClient(Node.TextNode value) {
    return value.text().matches("(?s).*\\$\\{(file|dir|directory|secrets):.*");
  }
}
