package dev.barnabas.redaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The restorable entries of a vault by the key of their placeholder. */
final class PlaceholderIndex {

  private final TreeMap<String, VaultEntry> byKey = new TreeMap<>();
  private final int longest;

  private PlaceholderIndex(Map<String, VaultEntry> byKey) {
    this.byKey.putAll(byKey);
    this.longest =
        byKey.values().stream().mapToInt(e -> e.placeholder().length()).max().orElse(0)
            + PlaceholderSyntax.SLACK;
  }

  /** Leaves out keys that two placeholders share, since a spelling of them would be a guess. */
  static PlaceholderIndex of(List<VaultEntry> entries) {
    Map<String, VaultEntry> byKey = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (VaultEntry entry : entries) {
      String key = PlaceholderSyntax.key(entry.placeholder());
      if (byKey.put(key, entry) != null) {
        shared.add(key);
      }
    }
    shared.forEach(byKey::remove);
    byKey.values().removeIf(entry -> !entry.restorable());
    return new PlaceholderIndex(byKey);
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  Optional<VaultEntry> entry(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Says whether some key begins so. */
  boolean anyBegins(String prefix) {
    @Nullable String next = byKey.ceilingKey(prefix);
    return next != null && next.startsWith(prefix);
  }

  /** How many characters a spelling of a known placeholder may have. */
  int longest() {
    return longest;
  }
}
