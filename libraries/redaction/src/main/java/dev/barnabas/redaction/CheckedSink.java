package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;

/**
 * Takes what the policy wants for one leaf after the other; a span outside the text is a detector's
 * bug and stops all.
 */
final class CheckedSink implements SpanSink {

  private final CompiledPolicy policy;
  private final boolean allowsAny;
  private LeafScan leaf;

  CheckedSink(CompiledPolicy policy, LeafScan first) {
    this.policy = policy;
    this.allowsAny = policy.allowsAny();
    this.leaf = first;
  }

  /** What comes from now on is this leaf's. */
  void fill(LeafScan next) {
    leaf = next;
  }

  @Override
  public void accept(int start, int end, EntityType type, float score) {
    add(start, end, type, Strength.SCORED, score, "");
  }

  @Override
  public void accept(int start, int end, EntityType type, Strength strength, String identity) {
    add(start, end, type, strength, strength.score(), identity);
  }

  private void add(
      int start, int end, EntityType type, Strength strength, float score, String identity) {
    if (start < 0 || end <= start || end > leaf.view().length()) {
      throw new IllegalStateException("span outside the text: " + start + " to " + end);
    }
    if (!policy.counts(type, score)) {
      return;
    }
    Found found = new Found(start, end, type, strength, identity);
    boolean allowed = strength != Strength.DENIED && allowsAny && policy.allows(leaf.folded(found));
    if (!allowed) {
      leaf.add(found);
    }
  }
}
