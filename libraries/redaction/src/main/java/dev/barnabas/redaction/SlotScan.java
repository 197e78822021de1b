package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One slot while it is looked at. */
final class SlotScan {

  private final TextSlot slot;
  private final List<LeafScan> leaves = new ArrayList<>();

  SlotScan(TextSlot slot) {
    this.slot = slot;
    Leaves.of(slot).forEach(leaf -> leaves.add(new LeafScan(leaf)));
  }

  List<LeafScan> leaves() {
    return leaves;
  }

  void detect(List<Detector> detectors, CompiledPolicy policy, Set<EntityType> wanted) {
    for (LeafScan leaf : leaves) {
      leaf.detect(
          detectors, policy, new DetectContext(wanted, policy.phoneRegions(), leaf.leaf().label()));
    }
  }

  /** The slot's text with every span replaced. */
  String rewrite(Numbering numbering) {
    String text = slot.text();
    if (leaves.stream().allMatch(scan -> scan.spans().isEmpty())) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    int copied = 0;
    for (LeafScan scan : leaves) {
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
        out.append(
            numbering.replacement(
                found.type(), scan.identity(found), scan.value(found), slot.role()));
        copied = scan.slotEnd(found);
      }
      if (leaf.number()) {
        int end = leaf.offset(leaf.text().length());
        out.append(text, copied, end).append(quote);
        copied = end;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }
}
