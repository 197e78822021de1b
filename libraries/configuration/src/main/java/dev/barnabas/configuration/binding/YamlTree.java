package dev.barnabas.configuration.binding;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into {@link Node}s. Keys that appear twice, private tags and files that unfold into
 * more than 100,000 nodes are refused; {@code <<} merges work, the keys beside it winning.
 */
public final class YamlTree {

  private static final int MAX_NODES = 100_000;
  private static final int MAX_DEPTH = 40;
  private static final int MAX_CHARACTERS = 4 * 1024 * 1024;
  private static final String MERGE = "<<";

  private final Problems problems;
  private int nodes;

  private YamlTree(Problems problems) {
    this.problems = problems;
  }

  /**
   * The tree of a text whose paths start at {@code root}; empty, with the problem reported, if it
   * is not YAML.
   */
  public static Optional<Node> parse(String text, String root, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_CHARACTERS);
    try {
      org.yaml.snakeyaml.nodes.Node composed = new Yaml(options).compose(new StringReader(text));
      if (composed == null) {
        problems.error(root, 0, "is empty");
        return Optional.empty();
      }
      return Optional.of(new YamlTree(problems).convert(composed, root, 0));
    } catch (MarkedYAMLException notYaml) {
      int line = notYaml.getProblemMark() == null ? 0 : notYaml.getProblemMark().getLine() + 1;
      problems.error(root, line, "is not valid YAML at line " + line + ": " + notYaml.getProblem());
      return Optional.empty();
    } catch (YAMLException notYaml) {
      problems.error(
          root, 0, "is not valid YAML: it is too deep, too long or has unreadable characters");
      return Optional.empty();
    }
  }

  private Node convert(org.yaml.snakeyaml.nodes.Node node, String path, int depth) {
    int line = node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new YAMLException("too large");
    }
    if (!node.getTag().getValue().startsWith(Tag.PREFIX)) {
      problems.error(path, line, "has the tag " + node.getTag() + ", which means nothing here");
      return new Node.InvalidNode(path, line);
    }
    return switch (node) {
      case ScalarNode scalar when Tag.NULL.equals(scalar.getTag()) ->
          new Node.EmptyNode(path, line);
      case ScalarNode scalar -> new Node.TextNode(path, line, scalar.getValue());
      case SequenceNode sequence -> list(sequence, path, line, depth);
      case MappingNode mapping -> map(mapping, path, line, depth);
      default -> throw new YAMLException("unexpected node");
    };
  }

  private Node list(SequenceNode sequence, String path, int line, int depth) {
    List<Node> items = new ArrayList<>();
    for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
      items.add(convert(item, Node.item(path, items.size()), depth + 1));
    }
    return new Node.ListNode(path, line, items);
  }

  private Node map(MappingNode mapping, String path, int line, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Node> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        problems.error(path, keyLine, "has a key that is not text");
        continue;
      }
      String key = scalar.getValue();
      if (MERGE.equals(key)) {
        merge(convert(tuple.getValueNode(), path, depth + 1), merged);
        continue;
      }
      String childPath = Node.child(path, key);
      if (entries.containsKey(key)) {
        problems.error(
            childPath,
            keyLine,
            "is given twice, at lines " + entries.get(key).line() + " and " + keyLine);
        continue;
      }
      entries.put(key, convert(tuple.getValueNode(), childPath, depth + 1));
    }
    merged.forEach(entries::putIfAbsent);
    return new Node.MapNode(path, line, entries);
  }

  private void merge(Node value, Map<String, Node> merged) {
    switch (value) {
      case Node.MapNode map -> map.entries().forEach(merged::putIfAbsent);
      case Node.ListNode list -> list.items().forEach(item -> merge(item, merged));
      case Node.InvalidNode _ -> {}
      case Node.TextNode _, Node.EmptyNode _ -> problems.error(value, "<< takes a map");
    }
  }
}
