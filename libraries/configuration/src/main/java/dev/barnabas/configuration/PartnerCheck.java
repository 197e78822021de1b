package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import dev.barnabas.configuration.binding.Suggestion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what about partners and routes will fail, cost or surprise. */
final class PartnerCheck {

  private static final Duration SHORT_FOR_A_MODEL = Duration.ofSeconds(10);
  private static final List<String> BUILT_IN = List.copyOf(Adapters.SPELLINGS.values());

  private final Configuration configuration;
  private final Node root;
  private final LoadContext context;
  private final @Nullable Path directory;
  private final Problems problems;

  PartnerCheck(
      Configuration configuration,
      Node root,
      LoadContext context,
      @Nullable Path directory,
      Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.context = context;
    this.directory = directory;
    this.problems = problems;
  }

  void run() {
    configuration.partners().forEach(this::partner);
    configuration.routing().models().forEach(this::route);
  }

  private void partner(Partner partner) {
    Node at = Tree.withText(Tree.partners(root), "id", partner.id()).orElse(root);
    adapter(partner, at);
    endpoint(partner, at);
    key(partner, at);
    if (partner.timeout().compareTo(SHORT_FOR_A_MODEL) < 0) {
      warn(at, "timeout_ms", "is short for a language model; 60000 is usual");
    }
    if (!partner.pii().enabled()) {
      warn(
          at,
          "pii",
          "is off: personal data is sent to this partner as it is, except by strict routes");
    }
  }

  private void adapter(Partner partner, Node at) {
    if (!BUILT_IN.contains(partner.adapter())) {
      String near = Suggestion.didYouMean(partner.adapter(), BUILT_IN);
      warn(
          at,
          "adapter",
          "\"" + partner.adapter() + "\" is not built in and must be on the class path" + near);
    }
  }

  private void endpoint(Partner partner, Node at) {
    URI endpoint = partner.endpoint();
    if (endpoint != null
        && "http".equalsIgnoreCase(endpoint.getScheme())
        && !loopback(endpoint)
        && !(partner.credential() instanceof Credential.None)) {
      warn(at, "endpoint", "sends the key and the prompts unencrypted; use https");
    }
  }

  private static boolean loopback(URI endpoint) {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private void key(Partner partner, Node at) {
    switch (partner.credential()) {
      case Credential.EnvironmentVariable(String name) -> variable(at, name);
      case Credential.SecretFile(String reference) -> file(at, reference);
      case Credential.Literal _ -> {}
      case Credential.None _ -> {
        URI endpoint = partner.endpoint();
        if (endpoint != null && !loopback(endpoint) && BUILT_IN.contains(partner.adapter())) {
          warn(
              at,
              "api_key_ref",
              "is not given, and neither is api_key: calls go out without a key");
        }
      }
    }
  }

  private void variable(Node at, String name) {
    if (context.needsKeys() && context.environment().getOrDefault(name, "").isBlank()) {
      problems.error(where(at, "api_key_env"), "the environment variable " + name + " is not set");
    }
  }

  private void file(Node at, String reference) {
    if (Path.of(reference).normalize().startsWith("..")) {
      problems.error(
          where(at, "api_key_ref"),
          "leaves secrets_dir; name a file under it, or an absolute path");
      return;
    }
    if (directory == null || !context.needsKeys()) {
      return;
    }
    Path path = Secrets.resolve(configuration, directory, reference);
    if (!Files.isReadable(path)) {
      warn(
          at,
          "api_key_ref",
          "cannot be read now; until it can, every call fails AUTHENTICATION_FAILED");
    } else if (SecretFile.readableByOthers(path)) {
      warn(
          at,
          "api_key_ref",
          "can be read by every user of this machine; take that permission away");
    }
  }

  private void route(Route route) {
    Node at = Tree.withText(Tree.routes(root), "alias", route.alias()).orElse(root);
    for (String id : route.partners()) {
      configuration.partner(id).ifPresent(partner -> mapped(route, partner));
    }
    if (route.maxAttempts() < route.chain().size()) {
      warn(
          at,
          "max_attempts",
          "is less than the partners in the chain, so the last are never asked");
    }
    if (!route.variants().isEmpty()
        && route.variants().stream().allMatch(variant -> variant.weight() == 0)) {
      problems.error(where(at, "variants"), "have no weight at all");
    }
  }

  private void mapped(Route route, Partner partner) {
    if (!partner.models().containsKey(route.alias())) {
      Node at = Tree.withText(Tree.partners(root), "id", partner.id()).orElse(root);
      warn(
          at,
          "models",
          "has no model for the alias \"" + route.alias() + "\", which is sent as it is");
    }
  }

  private void warn(Node parent, String key, String message) {
    Node at = where(parent, key);
    problems.warning(at.path(), at.line(), message);
  }

  private static Node where(Node parent, String key) {
    return Tree.entry(parent, key)
        .orElse(new Node.InvalidNode(Node.child(parent.path(), key), parent.line()));
  }
}
