package dev.barnabas.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the schemas that routes name, beside the file or on the class path, and embeds them. */
final class ContractFiles {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final SourceFiles files;
  private final ClassLoader classPath;
  private final Problems problems;

  ContractFiles(SourceFiles files, ClassLoader classPath, Problems problems) {
    this.files = files;
    this.classPath = classPath;
    this.problems = problems;
  }

  Node.MapNode embed(Node.MapNode root) {
    Map<String, Node> contracts = new TreeMap<>();
    for (Node route : Tree.routes(root)) {
      Tree.text(route, "schema")
          .ifPresent(name -> contract(name).ifPresent(found -> contracts.put(name.text(), found)));
    }
    return root.with("contracts", new Node.MapNode("contracts", 0, contracts));
  }

  private Optional<Node> contract(Node.TextNode name) {
    byte[] bytes = bytes(name.text());
    if (bytes == null) {
      problems.error(
          name,
          "\""
              + name.text()
              + "\" is neither beside the configuration nor on the class path under /contracts/");
      return Optional.empty();
    }
    try {
      JsonNode schema = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (schema.isObject()) {
        return Optional.of(
            new Node.MapNode(
                name.path(),
                name.line(),
                Map.of(
                    "sha256", new Node.TextNode(name.path(), 0, Configuration.sha256(bytes)),
                    "json", new Node.TextNode(name.path(), 0, JSON.writeValueAsString(schema)))));
      }
      problems.error(name, "\"" + name.text() + "\" is not a JSON object");
    } catch (JsonProcessingException notJson) {
      problems.error(
          name,
          "\"" + name.text() + "\" is not JSON (line " + notJson.getLocation().getLineNr() + ")");
    }
    return Optional.empty();
  }

  private byte @Nullable [] bytes(String name) {
    try {
      Path beside = files.beside(name);
      if (beside != null && Files.isRegularFile(beside)) {
        return files.read(beside);
      }
      files.missing(beside);
      try (InputStream resource = classPath.getResourceAsStream("contracts/" + name)) {
        return resource == null ? null : resource.readAllBytes();
      }
    } catch (IOException | InvalidPathException unreadable) {
      return null;
    }
  }
}
