package dev.barnabas.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider's adapter cannot send. Checked before the call, so that nothing is left out
 * silently and a pass-through parameter cannot overrule what the budget holds.
 *
 * @param reserved names of parameters that the adapter sets or that would change what is billed
 * @param mediaTypes types of {@link MessagePart.Media} that it sends, in a user's message only
 * @param parsesArguments whether the arguments of earlier tool calls must be JSON objects
 */
public record CallRules(Set<String> reserved, Set<String> mediaTypes, boolean parsesArguments) {

  public CallRules {
    reserved = Set.copyOf(reserved);
    mediaTypes = Set.copyOf(mediaTypes);
  }

  /** Why the call cannot be sent; empty if it can. */
  public Optional<ProviderCode> refusal(ModelCall call) {
    return passThroughRefusal(call)
        .or(() -> toolRefusal(call))
        .or(() -> formatRefusal(call))
        .or(() -> argumentRefusal(call))
        .or(() -> mediaRefusal(call));
  }

  private Optional<ProviderCode> passThroughRefusal(ModelCall call) {
    return call.passThrough().entrySet().stream()
        .flatMap(entry -> {
          if (reserved.contains(entry.getKey())) {
            return code("pass_through_reserved:", entry.getKey()).stream();
          }
          return JsonText.read(entry.getValue()).isEmpty()
              ? code("pass_through_malformed:", entry.getKey()).stream()
              : Optional.<ProviderCode>empty().stream();
        })
        .findFirst();
  }

  private static Optional<ProviderCode> toolRefusal(ModelCall call) {
    return call.tools().stream()
        .filter(tool -> tool.parametersJson() != null && !isObject(tool.parametersJson()))
        .findFirst()
        .flatMap(tool -> code("tool_parameters_malformed:", tool.name()));
  }

  private static Optional<ProviderCode> formatRefusal(ModelCall call) {
    return switch (call.responseFormat()) {
      case ResponseFormat.Schema schema when !isObject(schema.schemaJson()) ->
          code("response_format_malformed:", schema.name());
      case ResponseFormat.Schema _, ResponseFormat.AnyJson _, ResponseFormat.PlainText _ ->
          Optional.empty();
    };
  }

  private Optional<ProviderCode> argumentRefusal(ModelCall call) {
    return call.messages().stream()
        .flatMap(message -> message.toolCalls().stream())
        .filter(asked -> parsesArguments && !isObject(asked.argumentsJson()))
        .findFirst()
        .flatMap(asked -> code("tool_arguments_malformed:", asked.name()));
  }

  private Optional<ProviderCode> mediaRefusal(ModelCall call) {
    return call.messages().stream()
        .flatMap(message ->
            message.parts().stream()
                .filter(MessagePart.Media.class::isInstance)
                .map(MessagePart.Media.class::cast)
                .filter(media -> message.role() != Role.USER || !mediaTypes.contains(media.type())))
        .findFirst()
        .flatMap(media -> code("part_unsupported:", media.type()));
  }

  private static boolean isObject(String json) {
    return JsonText.read(json).filter(JsonNode::isObject).isPresent();
  }

  private static Optional<ProviderCode> code(String prefix, String name) {
    ProviderCode named = ProviderCode.of(prefix + name);
    return Optional.of(
        named.equals(ProviderCode.OTHER)
            ? ProviderCode.of(prefix.substring(0, prefix.length() - 1))
            : named);
  }
}
