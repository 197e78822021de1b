package dev.barnabas.redaction;

import dev.barnabas.redaction.PlaceholderSyntax.Reading;
import dev.barnabas.redaction.PlaceholderSyntax.Status;
import dev.barnabas.redaction.spi.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each value its replacement, in order of first appearance over a whole request: the same
 * value gets the same one everywhere, and none that the texts already contain.
 */
final class Numbering {

  /** A replacement is longer than this in no case that must be told from text. */
  private static final int LONGEST_LITERAL = 96;

  /** What no answer ever gets back, whatever the action. */
  private static final Set<EntityType> IRREVERSIBLE =
      Set.of(EntityType.CREDIT_CARD, EntityType.SECRET);

  private static final boolean[] OPENS = opens();

  private final CompiledPolicy policy;
  private final Set<String> literals = new HashSet<>();
  private final Map<EntityType, Integer> last = new HashMap<>();
  private final Map<Value, VaultEntry> entries = new LinkedHashMap<>();
  private final Map<Value, String> spellings = new HashMap<>();
  private final Map<EntityType, int[]> counts = new HashMap<>();

  /** A text of a type. */
  private record Value(EntityType type, String text) {}

  private static boolean[] opens() {
    boolean[] opens = new boolean[128];
    for (char c = 0; c < opens.length; c++) {
      opens[c] = PlaceholderSyntax.opens(c);
    }
    return opens;
  }

  Numbering(CompiledPolicy policy) {
    this.policy = policy;
  }

  /** Keeps every placeholder that a text contains from being given to a value. */
  void reserve(String text) {
    for (int p = 0; p < text.length(); p++) {
      char c = text.charAt(p);
      if ((c >= OPENS.length || OPENS[c]) && PlaceholderSyntax.opens(c)) {
        Reading reading = PlaceholderSyntax.read(text, p, LONGEST_LITERAL);
        if (reading.status() == Status.COMPLETE && !reading.key().isEmpty()) {
          literals.add(reading.key());
        }
      }
    }
  }

  /** The replacement of a value, counted. */
  String replacement(EntityType type, String identity, String value, Role role) {
    counts.computeIfAbsent(type, any -> new int[1])[0]++;
    Action action = policy.action(type);
    // One spelling found with two identities is still one value.
    String same = spellings.computeIfAbsent(new Value(type, value), spelling -> identity);
    VaultEntry entry =
        entries.compute(
            new Value(type, action == Action.REMOVE ? "" : same),
            (key, known) ->
                known == null ? entry(type, action, same, value, role) : seen(known, role));
    return entry.placeholder();
  }

  private VaultEntry entry(
      EntityType type, Action action, String identity, String value, Role role) {
    return switch (action) {
      case PLACEHOLDER ->
          IRREVERSIBLE.contains(type)
              ? new VaultEntry(next(type), type.name(), "", role, false)
              : new VaultEntry(next(type), type.name(), value, role, true);
      case REMOVE -> new VaultEntry("<" + type + ">", type.name(), "", role, false);
      case HASH -> {
        String hash = Objects.requireNonNull(policy.hash(), "hash").of(type.name(), identity);
        yield new VaultEntry("<" + type + "_H" + hash + ">", type.name(), "", role, false);
      }
      case ALLOW, BLOCK -> throw new IllegalStateException("nothing to replace for " + action);
    };
  }

  private String next(EntityType type) {
    String placeholder;
    do {
      int number = last.merge(type, 1, Integer::sum);
      placeholder = PlaceholderSyntax.numbered(type.name(), number);
    } while (literals.contains(PlaceholderSyntax.key(placeholder)));
    return placeholder;
  }

  /** A value that an unprivileged role said too may be told. */
  private static VaultEntry seen(VaultEntry known, Role role) {
    return known.provenance().privileged() && !role.privileged()
        ? new VaultEntry(known.placeholder(), known.type(), known.value(), role, known.reversible())
        : known;
  }

  Vault vault() {
    return Vault.ofDistinct(new ArrayList<>(entries.values()));
  }

  RedactionReport report() {
    Map<String, Integer> byName = new TreeMap<>();
    counts.forEach((type, count) -> byName.put(type.name(), count[0]));
    return new RedactionReport(byName);
  }
}
