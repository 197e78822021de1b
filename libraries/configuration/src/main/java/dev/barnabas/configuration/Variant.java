package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.util.ArrayList;
import java.util.List;

/** One of several ways to serve an alias, drawn by weight and then kept for the request. */
public record Variant(
    @Key(
            about = "Its name in responses and usage events.",
            pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
        String name,
    @Key(
            about = "The partner that is asked first.",
            aliases = {"partner", "adapter"})
        String primary,
    @Key(about = "Its weight among the route's variants.", min = "0", max = "1000000") int weight,
    @Key(about = "Partners to try in turn after it.", aliases = "fallback", fallback = "[]")
        List<String> fallbackChain) {

  public Variant {
    fallbackChain = List.copyOf(fallbackChain);
    Constraints.require(Variant.class, name, primary, weight, fallbackChain);
  }

  /** The partners in the order they are asked. */
  public List<String> chain() {
    List<String> chain = new ArrayList<>(fallbackChain.size() + 1);
    chain.add(primary);
    chain.addAll(fallbackChain);
    return List.copyOf(chain);
  }
}
