package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.KeyReference;
import java.util.Map;

/** The tables of {@code docs/configuration.md}, generated from the records. */
public final class ConfigurationReference {

  private ConfigurationReference() {}

  /** Every key with its type, default and meaning, one table per section, as Markdown. */
  public static String keys() {
    return KeyReference.keys(Configuration.class);
  }

  /** Every other spelling of a key, as a Markdown table. */
  public static String aliases() {
    return KeyReference.aliases(Configuration.class);
  }

  /** Every other spelling of a value, as a Markdown table. */
  public static String values() {
    StringBuilder table = new StringBuilder("| Where | Written | Means |\n|---|---|---|\n");
    rows(table, "`partners[].adapter`", Adapters.SPELLINGS);
    rows(table, "entities of `partners[].pii`", PiiPolicy.SPELLINGS);
    return table + KeyReference.valueSpellings(Configuration.class);
  }

  private static void rows(StringBuilder table, String where, Map<String, String> spellings) {
    spellings.forEach((written, meant) ->
        table.append("| %s | `%s` | `%s` |\n".formatted(where, written, meant)));
  }
}
