package dev.barnabas.emulator.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.generation.ModelProfile;
import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.ledger.TokenUsage;
import java.time.Duration;
import java.util.List;

/** Answers to GET /v1/models in either dialect; never billed. */
final class ModelLists {
  private static final long CREATED = 1_793_491_200; // 2026-11-01T00:00:00Z

  ReplyPlan all(ProviderApi api) {
    List<String> names = ModelProfile.DOCUMENTED.stream().map(ModelProfile::name).toList();
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    if (!isAnthropic(api)) {
      list.put("object", "list");
    }
    ArrayNode data = list.putArray("data");
    names.forEach(name -> data.add(model(api, name)));
    if (isAnthropic(api)) {
      list.put("has_more", false);
      list.put("first_id", names.getFirst()).put("last_id", names.getLast());
    }
    return plain(list.toString());
  }

  ReplyPlan one(ProviderApi api, String name, String requestId) {
    if (ModelProfile.of(name).isPresent()) {
      return plain(model(api, name).toString());
    }
    String message = Refusals.message(ErrorKind.MODEL_NOT_FOUND, name);
    ProviderError error = ProviderError.of(ErrorKind.MODEL_NOT_FOUND, message);
    return ReplyPlanner.refuse(
        api, error, HttpHeaders.none(), requestId, FaultKind.NONE.wireName());
  }

  private static ObjectNode model(ProviderApi api, String name) {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    return isAnthropic(api)
        ? model
            .put("type", "model")
            .put("id", name)
            .put("display_name", name)
            .put("created_at", "2026-11-01T00:00:00Z")
        : model
            .put("id", name)
            .put("object", "model")
            .put("created", CREATED)
            .put("owned_by", "emulator");
  }

  private static boolean isAnthropic(ProviderApi api) {
    return api.name().equals("anthropic");
  }

  static ReplyPlan plain(String json) {
    return new ReplyPlan(
        200,
        HttpHeaders.of("content-type", "application/json"),
        ReplyBody.Block.of(json),
        new Delivery.Whole(),
        Duration.ZERO,
        false,
        TokenUsage.NONE,
        FaultKind.NONE.wireName(),
        false);
  }
}
