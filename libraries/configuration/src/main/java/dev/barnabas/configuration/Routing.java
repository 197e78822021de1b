package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.util.List;

/** Which partners serve which alias. */
public record Routing(@Key(about = "The routes, one per alias.") List<Route> models) {

  public Routing {
    models = List.copyOf(models);
    Constraints.require(Routing.class, models);
  }
}
