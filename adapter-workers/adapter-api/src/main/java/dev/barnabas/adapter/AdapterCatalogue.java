package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The adapters on the classpath, by name.
 *
 * <p>A name is read without regard to case, and a trailing {@code Adapter} is left out: {@code
 * OpenAIAdapter} and {@code openai} are one adapter.
 */
public final class AdapterCatalogue {
  private static final String SUFFIX = "adapter";

  private final Map<String, ModelAdapterFactory> factories;

  private AdapterCatalogue(Map<String, ModelAdapterFactory> factories) {
    this.factories = factories;
  }

  /** The factories that {@link ServiceLoader} finds with the thread's context class loader. */
  public static AdapterCatalogue load() {
    return of(ServiceLoader.load(ModelAdapterFactory.class).iterator());
  }

  /**
   * The given factories.
   *
   * @throws IllegalStateException if two of them have one name
   */
  public static AdapterCatalogue of(Iterator<ModelAdapterFactory> found) {
    Map<String, ModelAdapterFactory> factories = new TreeMap<>();
    while (found.hasNext()) {
      ModelAdapterFactory factory = found.next();
      ModelAdapterFactory other = factories.putIfAbsent(canonical(factory.name()), factory);
      if (other != null) {
        throw new IllegalStateException(
            "two adapters are named '%s': %s and %s"
                .formatted(
                    canonical(factory.name()),
                    other.getClass().getName(),
                    factory.getClass().getName()));
      }
    }
    return new AdapterCatalogue(factories);
  }

  /** Whether an adapter has this name. */
  public boolean contains(String name) {
    return factories.containsKey(canonical(name));
  }

  /** The canonical names. */
  public Set<String> names() {
    return Set.copyOf(factories.keySet());
  }

  /**
   * Creates a partner's adapter.
   *
   * @throws IllegalArgumentException if no adapter has the name, or a setting is unusable
   */
  public ModelAdapter create(String name, AdapterSettings settings) {
    ModelAdapterFactory factory = factories.get(canonical(name));
    if (factory == null) {
      throw new IllegalArgumentException(
          "partner '%s': no adapter is named '%s'; known: %s"
              .formatted(settings.partnerId(), name, String.join(", ", factories.keySet())));
    }
    return factory.create(settings);
  }

  private static String canonical(String name) {
    String lower = requireNonNull(name, "name").strip().toLowerCase(Locale.ROOT);
    boolean hasSuffix = lower.length() > SUFFIX.length() && lower.endsWith(SUFFIX);
    return hasSuffix ? lower.substring(0, lower.length() - SUFFIX.length()) : lower;
  }
}
