package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import dev.barnabas.configuration.binding.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks that every name in the tree means something that is defined, and that no name is defined
 * twice.
 */
final class ReferenceCheck {

  private final Node root;
  private final Problems problems;
  private final List<String> partners;
  private final List<String> aliases;

  ReferenceCheck(Node root, Problems problems) {
    this.root = root;
    this.problems = problems;
    this.partners = Tree.ids(Tree.partners(root), "id");
    this.aliases = Tree.ids(Tree.routes(root), "alias");
  }

  void run() {
    unique(Tree.partners(root), "id");
    unique(Tree.routes(root), "alias");
    Tree.partners(root).forEach(this::partner);
    Tree.routes(root).forEach(this::route);
    tenants();
    quotas();
    Tree.items(root, "prices").forEach(this::price);
    Tree.items(root, "capacity").forEach(this::price);
  }

  private void unique(List<Node> nodes, String key) {
    Map<String, Node> first = new HashMap<>();
    for (Node node : nodes) {
      Tree.text(node, key)
          .ifPresent(id -> {
            Node earlier = first.putIfAbsent(id.text().toLowerCase(Locale.ROOT), node);
            if (earlier != null) {
              problems.error(id, "\"" + id.text() + "\" is defined already, at " + earlier.path());
            }
          });
    }
  }

  private void partner(Node partner) {
    String id = Tree.text(partner, "id").map(Node.TextNode::text).orElse("");
    chain(Tree.texts(partner, "fallbacks").toList(), id);
    Tree.entries(partner, "models")
        .forEach((alias, model) -> {
          if (!aliases.contains(alias)) {
            problems.warning(
                model.path(),
                model.line(),
                "no route has the alias \"" + alias + "\"" + Suggestion.didYouMean(alias, aliases));
          }
        });
    Tree.map(partner, "pii").ifPresent(this::pii);
  }

  private void route(Node route) {
    String primary = Tree.text(route, "primary").map(Node.TextNode::text).orElse("");
    Tree.text(route, "primary").ifPresent(this::known);
    chain(Tree.texts(route, "fallback_chain").toList(), primary);
    List<Node> variants = Tree.items(route, "variants");
    unique(variants, "name");
    for (Node variant : variants) {
      Tree.text(variant, "primary").ifPresent(this::known);
      String first = Tree.text(variant, "primary").map(Node.TextNode::text).orElse("");
      chain(Tree.texts(variant, "fallback_chain").toList(), first);
    }
  }

  private void chain(List<Node.TextNode> chain, String first) {
    Set<String> seen = new HashSet<>(Set.of(first));
    for (Node.TextNode partner : chain) {
      known(partner);
      if (!seen.add(partner.text())) {
        problems.error(partner, "\"" + partner.text() + "\" is in this chain already");
      }
    }
  }

  private void known(Node.TextNode partner) {
    if (!partners.contains(partner.text())) {
      problems.error(
          partner, "unknown partner \"" + partner.text() + "\"" + Suggestion.defined(partners));
    }
  }

  private void pii(Node.MapNode pii) {
    List<String> known = new ArrayList<>(PiiPolicy.ENTITIES);
    known.addAll(Tree.ids(Tree.items(pii, "custom"), "name"));
    Tree.texts(pii, "entities").forEach(entity -> entity(entity, entity.text(), known));
    Tree.entries(pii, "actions").forEach((name, node) -> entity(node, name, known));
    Tree.entries(pii, "thresholds").forEach((name, node) -> entity(node, name, known));
    Set<String> countries = Set.of(Locale.getISOCountries());
    Tree.texts(pii, "regions")
        .filter(region -> !countries.contains(region.text().toUpperCase(Locale.ROOT)))
        .forEach(region ->
            problems.error(
                region,
                "\"" + region.text() + "\" is not a country code of ISO 3166, such as US or GB"));
    unique(Tree.items(pii, "custom"), "name");
  }

  private void entity(Node at, String name, List<String> known) {
    String canonical = PiiPolicy.canonical(name);
    if (!known.contains(canonical) && !PiiPolicy.GROUPS.contains(canonical)) {
      problems.error(
          at,
          "unknown entity \""
              + name
              + "\"; docs/redaction.md lists them"
              + Suggestion.didYouMean(name, known));
    }
  }

  private void tenants() {
    List<String> tiers =
        List.copyOf(
            Tree.map(root, "quotas")
                .map(quotas -> Tree.entries(quotas, "tiers").keySet())
                .orElse(Set.of()));
    Tree.entries(root, "tenants")
        .forEach((_, tenant) -> {
          if (tenant instanceof Node.TextNode tier) {
            tier(tier, tiers);
          }
          Tree.text(tenant, "tier").ifPresent(tier -> tier(tier, tiers));
          Tree.map(tenant, "quotas").ifPresent(this::limits);
        });
  }

  private void tier(Node.TextNode tier, List<String> tiers) {
    if (!tiers.contains(tier.text())) {
      problems.error(
          tier,
          "unknown tier \""
              + tier.text()
              + "\""
              + Suggestion.defined(tiers)
              + Suggestion.didYouMean(tier.text(), tiers));
    }
  }

  private void quotas() {
    Tree.map(root, "quotas")
        .ifPresent(quotas -> {
          Tree.map(quotas, "default").ifPresent(this::limits);
          Tree.entries(quotas, "tiers").values().forEach(this::limits);
        });
  }

  private void limits(Node limits) {
    Tree.entries(limits, "models")
        .forEach((alias, node) -> {
          if (!aliases.contains(alias)) {
            problems.error(
                node,
                "no route has the alias \""
                    + alias
                    + "\""
                    + Suggestion.defined(aliases)
                    + Suggestion.didYouMean(alias, aliases));
          }
        });
  }

  private void price(Node price) {
    Tree.text(price, "partner")
        .filter(partner -> !partners.contains(partner.text()))
        .ifPresent(partner ->
            problems.warning(
                partner.path(),
                partner.line(),
                "no partner \""
                    + partner.text()
                    + "\" is configured"
                    + Suggestion.didYouMean(partner.text(), partners)));
  }
}
