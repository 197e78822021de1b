package dev.barnabas.redaction;

import dev.barnabas.redaction.RedactionOutcome.Blocked;
import dev.barnabas.redaction.RedactionOutcome.Redacted;
import dev.barnabas.redaction.spi.Detector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the texts of a request. Every text is cut into leaves and seen through a normalised view;
 * detectors find spans; overlapping ones are joined; a value found once is taken out everywhere;
 * values are numbered over the whole request; the texts are rewritten from the original offsets.
 * Time and memory are linear in the texts. Safe for many threads.
 */
public final class RedactionEngine {

  private final List<Detector> detectors;
  private final EntityRegistry registry;

  /** What the last policy asks for; most requests follow one of the same policy. */
  private volatile @Nullable Asked last;

  private record Asked(CompiledPolicy policy, List<Detector> detectors) {}

  /** An engine of these detectors. */
  public RedactionEngine(List<? extends Detector> detectors) {
    this.detectors = List.copyOf(detectors);
    this.registry = EntityRegistry.of(this.detectors);
  }

  /** An engine of every detector that the service loader finds, the built-in one among them. */
  public static RedactionEngine create() {
    return new RedactionEngine(
        ServiceLoader.load(Detector.class, RedactionEngine.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /** The types that the detectors can find. */
  public EntityRegistry registry() {
    return registry;
  }

  /** A compiler for policies over the known types. */
  public PolicyCompiler compiler() {
    return new PolicyCompiler(registry);
  }

  /** A compiler for policies that may hash, with a key of at least 16 random bytes. */
  public PolicyCompiler compiler(byte[] hashKey) {
    return new PolicyCompiler(registry, hashKey);
  }

  /**
   * Redacts the texts of one request together.
   *
   * @param slots every text, in order
   * @param policy what to redact and how
   * @return one text per slot; or a refusal, if the policy blocks a type that was found or a
   *     detector failed
   */
  public RedactionOutcome redact(List<TextSlot> slots, CompiledPolicy policy) {
    try {
      List<SlotScan> scans = scan(slots, policy);
      Set<String> blocked = blocked(scans, policy);
      return blocked.isEmpty()
          ? rewrite(slots, scans, policy)
          : new Blocked(RedactionOutcome.PII_BLOCKED, blocked);
    } catch (RuntimeException | StackOverflowError e) {
      // The failure may carry a piece of the text, so not even its message is passed on.
      return new Blocked(RedactionOutcome.DETECTOR_FAILED, Set.of());
    }
  }

  /**
   * The places in one text that the policy does not leave alone: disjoint, in order, in UTF-16
   * units.
   *
   * @throws RuntimeException if a detector fails
   */
  public List<Span> spans(String text, CompiledPolicy policy) {
    TextSlot slot = new TextSlot("text", Role.USER, SlotKind.PROSE, text);
    List<Span> spans = new ArrayList<>();
    for (LeafScan leaf : scan(List.of(slot), policy).getFirst().leaves()) {
      for (Found found : leaf.spans()) {
        spans.add(new Span(leaf.slotStart(found), leaf.slotEnd(found), found.type()));
      }
    }
    return spans;
  }

  private List<SlotScan> scan(List<TextSlot> slots, CompiledPolicy policy) {
    List<Detector> asked = forRequest(policy);
    List<SlotScan> scans = new ArrayList<>(slots.size());
    for (TextSlot slot : slots) {
      SlotScan scan = new SlotScan(slot);
      scan.detect(asked, policy);
      scans.add(scan);
    }
    Propagation.spread(scans);
    return scans;
  }

  private List<Detector> forRequest(CompiledPolicy policy) {
    List<Detector> asked = asked(policy);
    List<Detector> own = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      own.add(asked.get(i).forRequest());
    }
    return own;
  }

  /** The detectors that find something the policy wants. */
  @SuppressWarnings("ReferenceEquality")
  private List<Detector> asked(CompiledPolicy policy) {
    Asked known = last;
    if (known != null && known.policy() == policy) {
      return known.detectors();
    }
    List<Detector> asked = new ArrayList<>(detectors.size());
    for (Detector detector : detectors) {
      if (!Collections.disjoint(detector.entities(), policy.active())) {
        asked.add(detector);
      }
    }
    asked.addAll(policy.ownDetectors());
    last = new Asked(policy, List.copyOf(asked));
    return asked;
  }

  private static Set<String> blocked(List<SlotScan> scans, CompiledPolicy policy) {
    if (!policy.blocksAny()) {
      return Set.of();
    }
    Set<String> blocked = new TreeSet<>();
    for (SlotScan scan : scans) {
      for (LeafScan leaf : scan.leaves()) {
        for (Found found : leaf.spans()) {
          if (policy.action(found.type()) == Action.BLOCK) {
            blocked.add(found.type().name());
          }
        }
      }
    }
    return blocked;
  }

  private static RedactionOutcome rewrite(
      List<TextSlot> slots, List<SlotScan> scans, CompiledPolicy policy) {
    Numbering numbering = new Numbering(policy);
    for (TextSlot slot : slots) {
      numbering.reserve(slot.text());
    }
    List<String> texts = new ArrayList<>(slots.size());
    for (SlotScan scan : scans) {
      texts.add(scan.rewrite(numbering));
    }
    return new Redacted(texts, numbering.vault(), numbering.report());
  }
}
