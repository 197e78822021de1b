package dev.barnabas.topics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * {@code schemas/asyncapi.yaml}, read.
 *
 * @param root the tree
 */
record AsyncApiDocument(JsonNode root) {
  /** Where it is, from this module. */
  static final Path FILE = Path.of("../../schemas/asyncapi.yaml");

  /** The title of a key that says nothing of the record. */
  private static final String FIXED_KEY = "fixed";

  private static final String RECORD_FILE = ".avsc";

  static AsyncApiDocument read() {
    try {
      return new AsyncApiDocument(new YAMLMapper().readTree(FILE.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address to what is said of it. */
  SortedMap<String, AsyncApiChannel> channels() {
    SortedMap<String, AsyncApiChannel> channels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> channel : root.path("channels").properties()) {
      JsonNode topic = channel.getValue().at("/bindings/kafka");
      List<JsonNode> messages = resolved(channel.getValue().path("messages"));
      channels.put(
          channel.getValue().path("address").asText(),
          new AsyncApiChannel(
              topic.path("partitions").asInt(),
              settings(topic.path("topicConfiguration")),
              messages.stream()
                  .flatMap(message -> recordFile(message).stream())
                  .map(AsyncApiDocument::recordName)
                  .collect(sorted()),
              messages.stream().flatMap(message -> key(message).stream()).collect(sorted()),
              actors(channel.getKey(), "send"),
              actors(channel.getKey(), "receive")));
    }
    return channels;
  }

  /** References that lead nowhere; those to files are followed from the document's directory. */
  List<String> danglingReferences() {
    return root.findValuesAsText("$ref").stream()
        .distinct()
        .filter(reference ->
            reference.startsWith("#")
                ? root.at(reference.substring(1)).isMissingNode()
                : !FILE.resolveSibling(reference).normalize().toFile().isFile())
        .toList();
  }

  /** Messages of a channel that no operation sends, or none receives. */
  List<String> idleMessages() {
    List<String> idle = new ArrayList<>();
    for (Map.Entry<String, JsonNode> channel : root.path("channels").properties()) {
      for (String action : List.of("send", "receive")) {
        Set<String> used =
            operations(channel.getKey(), action).stream()
                .flatMap(operation -> references(operation.path("messages")).stream())
                .collect(sorted());
        channel
            .getValue()
            .path("messages")
            .fieldNames()
            .forEachRemaining(message -> {
              if (!used.contains("#/channels/" + channel.getKey() + "/messages/" + message)) {
                idle.add(channel.getKey() + ": nobody " + action + "s " + message);
              }
            });
      }
    }
    return idle;
  }

  /** Names of a message's headers, those of its traits included. */
  Set<String> headers(String message) {
    JsonNode described = root.at("/components/messages/" + message);
    Set<String> names = new TreeSet<>();
    resolved(described.path("traits"))
        .forEach(
            trait -> trait.at("/headers/properties").fieldNames().forEachRemaining(names::add));
    return names;
  }

  /** Names of the properties of a schema under components. */
  Set<String> properties(String schema) {
    Set<String> names = new TreeSet<>();
    root.at("/components/schemas/" + schema + "/properties")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /** The schema files that messages name, as they are written. */
  Set<String> recordFiles() {
    return resolved(root.at("/components/messages")).stream()
        .flatMap(message -> recordFile(message).stream())
        .collect(sorted());
  }

  private Set<String> actors(String channel, String action) {
    return operations(channel, action).stream()
        .map(operation -> operation.at("/tags/0/name").asText())
        .collect(sorted());
  }

  private List<JsonNode> operations(String channel, String action) {
    return StreamSupport.stream(root.path("operations").spliterator(), false)
        .filter(operation -> operation.path("action").asText().equals(action))
        .filter(operation -> operation.at("/channel/$ref").asText().equals("#/channels/" + channel))
        .toList();
  }

  private Optional<String> key(JsonNode message) {
    return resolved(message.path("traits")).stream()
        .map(trait -> trait.at("/bindings/kafka/key/title"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(title -> !title.equals(FIXED_KEY))
        .findFirst();
  }

  /** The children of a node, references followed. */
  private List<JsonNode> resolved(JsonNode parent) {
    return StreamSupport.stream(parent.spliterator(), false)
        .map(child -> child.has("$ref") ? root.at(child.path("$ref").asText().substring(1)) : child)
        .toList();
  }

  private static List<String> references(JsonNode parent) {
    return StreamSupport.stream(parent.spliterator(), false)
        .map(child -> child.path("$ref").asText())
        .toList();
  }

  private static Optional<String> recordFile(JsonNode message) {
    return Optional.of(message.at("/payload/schema/$ref").asText())
        .filter(file -> file.endsWith(RECORD_FILE));
  }

  private static String recordName(String file) {
    return file.substring(file.lastIndexOf('/') + 1, file.length() - RECORD_FILE.length());
  }

  private static Map<String, String> settings(JsonNode configuration) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> setting : configuration.properties()) {
      JsonNode value = setting.getValue();
      settings.put(
          setting.getKey(),
          value.isArray()
              ? StreamSupport.stream(value.spliterator(), false)
                  .map(JsonNode::asText)
                  .collect(Collectors.joining(","))
              : value.asText());
    }
    return settings;
  }

  private static Collector<String, ?, TreeSet<String>> sorted() {
    return Collectors.toCollection(TreeSet::new);
  }
}
