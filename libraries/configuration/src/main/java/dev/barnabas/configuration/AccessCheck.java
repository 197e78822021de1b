package dev.barnabas.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Checks what concerns who may ask. */
final class AccessCheck {

  private static final String TOPIC_SAFE = "[A-Za-z0-9]([A-Za-z0-9.-]{0,98}[A-Za-z0-9])?";
  private static final int MAX_KEY_SET_BYTES = 1024 * 1024;

  private final Configuration configuration;
  private final Node root;
  private final LoadContext context;
  private final SourceFiles files;
  private final Problems problems;

  AccessCheck(
      Configuration configuration,
      Node root,
      LoadContext context,
      SourceFiles files,
      Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.context = context;
    this.files = files;
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
    proofs();
    Map<String, Tenant> tenants = configuration.tenants();
    if (tenants == null) {
      open(mode);
      return;
    }
    Map<String, Node> nodes = Tree.entries(root, "tenants");
    if (tenants.isEmpty()) {
      problems.warning("tenants", 0, "is an empty list, so no tenant is known");
    }
    ids(tenants, nodes, mode);
  }

  private void ids(Map<String, Tenant> tenants, Map<String, Node> nodes, Authentication.Mode mode) {
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

  /** Without a list of tenants nobody can be given a topic. */
  private void open(Authentication.Mode mode) {
    if (mode.ownTopics()) {
      problems.error(
          "tenants",
          0,
          "is required when each tenant has its own topics: authentication is topics");
    } else if (mode.signed()) {
      problems.warning(
          "tenants",
          0,
          "is absent, so nobody has topics of his own: who reads the response topic reads every tenant's answers");
    }
  }

  private void proofs() {
    Authentication authentication = configuration.authentication();
    Authentication.Mode mode = authentication.mode();
    if (mode != Authentication.Mode.NONE && authentication.policyMode() != PolicyMode.ENFORCE) {
      problems.warning(
          at("policy_mode"), 0, "is not enforce: whoever can write can act as any tenant");
    }
    Duration longest = authentication.longestLifetime(configuration.dedupe().effectiveWindow());
    Duration lifetime = authentication.maxLifetime();
    if (lifetime != null && lifetime.compareTo(longest) > 0) {
      problems.error(
          at("max_lifetime"),
          0,
          "is longer than "
              + longest.toSeconds()
              + "s: a captured record could be sent again after its id is forgotten");
    }
    if (mode.signed() && !longest.isPositive()) {
      problems.error(
          at("clock_skew"), 0, "leaves signatures no time under so short a dedupe window");
    }
    if (mode.signed() && authentication.jwks() != null && !authentication.keysAreRemote()) {
      keyFile(authentication.jwks());
    }
  }

  /** Only broker-app reads the keys, so that a process elsewhere may lack the file. */
  private void keyFile(String name) {
    Path path = files.beside(name);
    if (path == null) {
      return;
    }
    try {
      JsonNode keys = new JsonMapper().readTree(bounded(path)).path("keys");
      if (!keys.isArray()) {
        problems.error(
            at("jwks"), 0, "\"" + name + "\" is no JWKS: an object with a list `keys` is needed");
      }
      for (JsonNode key : keys) {
        if (key.has("d") || key.has("k")) {
          problems.error(
              at("jwks"), 0, "\"" + name + "\" holds a private key; put public keys there");
        } else if (!key.path("tenants").isArray()) {
          problems.warning(
              at("jwks"),
              0,
              "key \""
                  + key.path("kid").asText("")
                  + "\" of \""
                  + name
                  + "\" has no list `tenants`, so it signs for nobody");
        }
      }
    } catch (JsonProcessingException notJson) {
      problems.error(at("jwks"), 0, "\"" + name + "\" is not JSON");
    } catch (IOException unreadable) {
      problems.warning(
          at("jwks"),
          0,
          "\"" + name + "\" cannot be read now; until it can, every request is refused");
    }
  }

  private static byte[] bounded(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MAX_KEY_SET_BYTES);
    }
  }

  private static String at(String key) {
    return "authentication." + key;
  }
}
