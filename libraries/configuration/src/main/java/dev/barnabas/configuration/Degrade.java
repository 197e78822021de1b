package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;

/** The answer a tenant gets when every partner failed. */
public record Degrade(@Key(about = "The answer's content.") String template) {

  public Degrade {
    Constraints.require(Degrade.class, template);
    Constraints.require(!template.isBlank(), "template", "must not be blank");
  }

  /** Reads the template alone. */
  @FromText("a text")
  public static Degrade parse(String text) {
    return new Degrade(text);
  }
}
