package dev.barnabas.broker.completion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks what the tenant will read against the route's JSON Schema (draft 2020-12). A violation
 * names place and keyword, never a value. Compiled schemas are kept, at most {@value #KEPT}. Any
 * thread.
 */
public final class Contract {
  private static final int KEPT = 256;
  private static final int REPORTED = 10;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  /**
   * Checks an answer.
   *
   * @param schemaText the contract, JSON Schema
   * @param answer the restored answer
   */
  public ContractDecision check(String schemaText, String answer) {
    JsonNode node;
    try {
      node = JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      return new ContractDecision.Violated(List.of("/ json"));
    }
    if (node == null || node.isMissingNode()) {
      return new ContractDecision.Violated(List.of("/ json"));
    }
    List<String> violations =
        schema(schemaText).validate(node).stream().limit(REPORTED).map(Contract::place).toList();
    return violations.isEmpty()
        ? new ContractDecision.Kept()
        : new ContractDecision.Violated(violations);
  }

  private Schema schema(String text) {
    if (compiled.size() > KEPT) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(text, registry::getSchema);
  }

  private static String place(Error error) {
    return error.getInstanceLocation() + " " + error.getKeyword();
  }
}
