package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.ByteSize;
import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;

/** One budget of sizes; topics and producers are set to hold the largest record these allow. */
public record Sizes(
    @Key(about = "The largest request record.", fallback = "256KiB", min = "1KiB", max = "64MiB")
        ByteSize request,
    @Key(
            about = "The largest answer a worker takes from a provider; it is cut off there.",
            fallback = "512KiB",
            min = "1KiB",
            max = "64MiB")
        ByteSize answer,
    @Key(
            about = "The largest answer after personal data was put back.",
            fallback = "1MiB",
            min = "1KiB",
            max = "64MiB")
        ByteSize restore) {

  public Sizes {
    Constraints.require(Sizes.class, request, answer, restore);
    Constraints.require(
        answer.compareTo(restore) <= 0,
        "restore",
        "must not be smaller than answer (" + answer + ")");
  }
}
