package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import org.jspecify.annotations.Nullable;

/** Where a process serves health and metrics. */
public record Management(
    @Key(about = "HTTP port of this process; absent: `gateway.port`.", min = "0", max = "65535")
        @Nullable Integer port,
    @Key(
            about = "Address to listen on; a container takes `0.0.0.0`.",
            fallback = "127.0.0.1",
            pattern = "[0-9A-Za-z.:-]{1,253}")
        String address) {

  public Management {
    Constraints.require(Management.class, port, address);
  }
}
