package dev.barnabas.emulator.call;

import dev.barnabas.emulator.http.HttpRequest;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes: {@code [/p/<provider>][/v1…]/<endpoint>}.
 *
 * <p>{@code /v1} may be missing or doubled, so that a base URL works with or without it in every
 * client: the OpenAI clients append {@code /chat/completions}, the Anthropic ones {@code
 * /v1/messages}.
 *
 * @param provider the name in the path, {@code default} without one
 * @param argument what follows the endpoint, for a single model
 */
record Route(String provider, Endpoint endpoint, String argument) {
  static final String DEFAULT_PROVIDER = "default";
  private static final Pattern PATH =
      Pattern.compile("(?:/p/(?<provider>[A-Za-z0-9._-]+))?(?:/v1){0,2}(?<rest>/.*)");

  /** What a path asks for. */
  enum Endpoint {
    CHAT_COMPLETIONS,
    MESSAGES,
    COUNT_TOKENS,
    MODELS,
    MODEL,
    UNKNOWN
  }

  Route {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(argument, "argument");
  }

  static Route of(HttpRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return new Route(DEFAULT_PROVIDER, Endpoint.UNKNOWN, "");
    }
    String name = path.group("provider");
    String provider = name == null ? DEFAULT_PROVIDER : name;
    String rest = path.group("rest");
    return switch (rest) {
      case "/chat/completions" -> new Route(provider, Endpoint.CHAT_COMPLETIONS, "");
      case "/messages" -> new Route(provider, Endpoint.MESSAGES, "");
      case "/messages/count_tokens" -> new Route(provider, Endpoint.COUNT_TOKENS, "");
      case "/models" -> new Route(provider, Endpoint.MODELS, "");
      default ->
          rest.startsWith("/models/")
              ? new Route(provider, Endpoint.MODEL, rest.substring("/models/".length()))
              : new Route(provider, Endpoint.UNKNOWN, rest);
    };
  }
}
