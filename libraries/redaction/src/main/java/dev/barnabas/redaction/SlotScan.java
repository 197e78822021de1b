package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One slot while it is looked at. */
final class SlotScan {

  /** The contexts of so many labels are kept. */
  private static final int LABELS = 32;

  private static final @Nullable DetectContext[] NONE = {};

  private final TextSlot slot;
  private final List<LeafScan> leaves;
  private @Nullable DetectContext[] contexts = NONE;

  SlotScan(TextSlot slot) {
    this.slot = slot;
    List<Leaf> parts = Leaves.of(slot);
    leaves = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      leaves.add(new LeafScan(parts.get(i)));
    }
  }

  List<LeafScan> leaves() {
    return leaves;
  }

  void detect(List<Detector> detectors, CompiledPolicy policy) {
    DetectContext plain = policy.context();
    CheckedSink sink = null;
    for (int i = 0; i < leaves.size(); i++) {
      LeafScan leaf = leaves.get(i);
      String label = leaf.leaf().label();
      sink = sink == null ? new CheckedSink(policy, leaf) : sink;
      leaf.detect(detectors, label.isEmpty() ? plain : labelled(plain, label), sink);
    }
  }

  /** The context of a text that is called so, made once for equal labels that follow closely. */
  private DetectContext labelled(DetectContext plain, String label) {
    if (contexts.length == 0) {
      contexts = new @Nullable DetectContext[LABELS];
    }
    int slot = label.hashCode() & (LABELS - 1);
    DetectContext known = contexts[slot];
    if (known == null || !known.label().equals(label)) {
      known = plain.labelled(label);
      contexts[slot] = known;
    }
    return known;
  }

  private boolean untouched() {
    for (int i = 0; i < leaves.size(); i++) {
      if (!leaves.get(i).spans().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The slot's text with every span replaced. */
  String rewrite(Numbering numbering) {
    String text = slot.text();
    if (untouched()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + text.length() / 8 + 16);
    int copied = 0;
    for (int i = 0; i < leaves.size(); i++) {
      LeafScan scan = leaves.get(i);
      if (scan.spans().isEmpty()) {
        continue;
      }
      Leaf leaf = scan.leaf();
      String quote = leaf.number() ? leaf.quote() : "";
      if (leaf.number()) {
        out.append(text, copied, leaf.offset(0)).append(quote);
        copied = leaf.offset(0);
      }
      for (Found found : scan.spans()) {
        out.append(text, copied, scan.slotStart(found));
        out.append(numbering.replacement(scan, found, slot.role()));
        copied = scan.slotEnd(found);
      }
      if (leaf.number()) {
        int end = leaf.offset(leaf.length());
        out.append(text, copied, end).append(quote);
        copied = end;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }
}
