package dev.barnabas.redaction;

import dev.barnabas.redaction.PlaceholderSyntax.Reading;
import dev.barnabas.redaction.PlaceholderSyntax.Status;
import dev.barnabas.redaction.spi.EntityType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  private static final String OPENERS = PlaceholderSyntax.FIRSTS;
  private static final boolean[] OPENS = opens();

  private final CompiledPolicy policy;
  private final Set<String> literals = new HashSet<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Known> entries = new ArrayList<>();
  private final ValueTable<Known> known = new ValueTable<>();

  /** The values of a type so far. */
  private static final class Kind {
    private final EntityType type;
    private final Action action;
    private int count;
    private int last;

    /** What all values share that are removed. */
    private @Nullable Known removed;

    Kind(EntityType type, Action action) {
      this.type = type;
      this.action = action;
    }
  }

  /** The entry of a value, which may change. */
  static final class Known {
    private final EntityType type;
    private VaultEntry entry;

    private Known(EntityType type, VaultEntry entry) {
      this.type = type;
      this.entry = entry;
    }
  }

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
    int first = text.length();
    for (int i = 0; i < OPENERS.length(); i++) {
      int opener = text.indexOf(OPENERS.charAt(i));
      first = opener >= 0 ? Math.min(first, opener) : first;
    }
    for (int p = first; p < text.length(); p++) {
      char c = text.charAt(p);
      if ((c >= OPENS.length || OPENS[c]) && PlaceholderSyntax.opens(c)) {
        Reading reading = PlaceholderSyntax.read(text, p, LONGEST_LITERAL);
        if (reading.status() == Status.COMPLETE && !reading.key().isEmpty()) {
          literals.add(reading.key());
        }
      }
    }
  }

  /** The replacement of a value that was found in a text of a role, counted. */
  String replacement(LeafScan scan, Found found, Role role) {
    EntityType type = found.type();
    Kind kind = kind(type);
    kind.count++;
    Known value =
        kind.action == Action.REMOVE ? removed(kind, role) : value(kind, scan, found, role);
    value.entry = seen(value.entry, role);
    return value.entry.placeholder();
  }

  private Kind kind(EntityType type) {
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).type.equals(type)) {
        return kinds.get(i);
      }
    }
    Kind kind = new Kind(type, policy.action(type));
    kinds.add(kind);
    return kind;
  }

  private Known removed(Kind kind, Role role) {
    Known removed = kind.removed;
    if (removed == null) {
      String name = kind.type.name();
      removed = new Known(kind.type, new VaultEntry("<" + name + ">", name, "", role, false));
      kind.removed = removed;
      entries.add(removed);
    }
    return removed;
  }

  /** The value of a place; of those that are spelled the same, the first remembers it. */
  private Known value(Kind kind, LeafScan scan, Found found, Role role) {
    Found first = found.first();
    Known value = first.replaced();
    if (value == null || !value.type.equals(kind.type)) {
      value = lookUp(kind, scan, found, role);
      first.replaceBy(value);
    }
    return value;
  }

  /** One spelling found with two identities is still one value. */
  private Known lookUp(Kind kind, LeafScan scan, Found found, Role role) {
    NormalizedView view = scan.view();
    long hash = found.hash(view);
    Known value = known.get(hash, kind.type, view, found.start(), found.end());
    if (value != null) {
      return value;
    }
    String identity = found.identity();
    long identityHash = identity.isEmpty() ? 0 : ValueTable.hash(identity);
    value = identity.isEmpty() ? null : known.get(identityHash, kind.type, identity);
    if (value == null) {
      value = new Known(kind.type, entry(kind, scan, found, role));
      entries.add(value);
      if (!identity.isEmpty()) {
        known.put(identityHash, kind.type, identity, value);
      }
    }
    if (hash != identityHash) {
      known.put(hash, kind.type, view, found.start(), found.end(), value);
    }
    return value;
  }

  private VaultEntry entry(Kind kind, LeafScan scan, Found found, Role role) {
    String name = kind.type.name();
    return switch (kind.action) {
      case PLACEHOLDER ->
          IRREVERSIBLE.contains(kind.type)
              ? new VaultEntry(next(kind), name, "", role, false)
              : new VaultEntry(next(kind), name, scan.value(found), role, true);
      case HASH -> {
        KeyedHash hash = Objects.requireNonNull(policy.hash(), "hash");
        String placeholder = "<" + name + "_H" + hash.of(name, scan.identity(found)) + ">";
        yield new VaultEntry(placeholder, name, "", role, false);
      }
      case REMOVE, ALLOW, BLOCK ->
          throw new IllegalStateException("no placeholder of its own for " + kind.action);
    };
  }

  private String next(Kind kind) {
    String placeholder;
    do {
      kind.last++;
      placeholder = "<" + kind.type.name() + "_" + kind.last + ">";
    } while (!literals.isEmpty() && literals.contains(PlaceholderSyntax.key(placeholder)));
    return placeholder;
  }

  /** A value that an unprivileged role said too may be told. */
  private static VaultEntry seen(VaultEntry known, Role role) {
    return known.provenance().privileged() && !role.privileged()
        ? new VaultEntry(known.placeholder(), known.type(), known.value(), role, known.reversible())
        : known;
  }

  Vault vault() {
    List<VaultEntry> all = new ArrayList<>(entries.size());
    for (Known known : entries) {
      all.add(known.entry);
    }
    return Vault.ofDistinct(all);
  }

  RedactionReport report() {
    Map<String, Integer> byName = new TreeMap<>();
    kinds.forEach(kind -> byName.put(kind.type.name(), kind.count));
    return new RedactionReport(byName);
  }
}
