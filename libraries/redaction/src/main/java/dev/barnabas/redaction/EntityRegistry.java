package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The types that some detector can find. */
public final class EntityRegistry {

  private final NavigableSet<EntityType> types;

  private EntityRegistry(Collection<EntityType> types) {
    this.types = Collections.unmodifiableNavigableSet(new TreeSet<>(types));
  }

  /** What these detectors find. */
  public static EntityRegistry of(Collection<? extends Detector> detectors) {
    return new EntityRegistry(
        detectors.stream().flatMap(detector -> detector.entities().stream()).toList());
  }

  /** Every known type, in alphabetical order. */
  public NavigableSet<EntityType> types() {
    return types;
  }

  /** The type of a name in any case; {@code SSN} is {@code US_SSN}. */
  public Optional<EntityType> find(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    String known = upper.equals("SSN") ? "US_SSN" : upper;
    return EntityType.wellFormed(known)
        ? Optional.of(new EntityType(known)).filter(types::contains)
        : Optional.empty();
  }

  /** Says whether a name stands for every known type. */
  static boolean everything(String name) {
    return name.equalsIgnoreCase("ALL") || name.equalsIgnoreCase("strict");
  }
}
