package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import java.util.ArrayList;
import java.util.List;

/** One leaf while it is looked at: its view and what was found in it. */
final class LeafScan {

  private final Leaf leaf;
  private final NormalizedView view;
  private List<Found> spans = new ArrayList<>();

  LeafScan(Leaf leaf) {
    this.leaf = leaf;
    this.view = NormalizedView.of(leaf.text());
  }

  Leaf leaf() {
    return leaf;
  }

  NormalizedView view() {
    return view;
  }

  /** Disjoint and in order, once resolved. */
  List<Found> spans() {
    return spans;
  }

  void detect(List<Detector> detectors, CompiledPolicy policy, DetectContext context) {
    SpanSink sink = new CheckedSink(policy, context);
    for (Detector detector : detectors) {
      detector.detect(view, context, sink);
    }
    for (Detector detector : policy.ownDetectors()) {
      detector.detect(view, context, sink);
    }
    spans = SpanResolution.cut(spans, view);
    resolve();
  }

  void add(Found found) {
    spans.add(found);
  }

  void resolve() {
    spans = SpanResolution.resolve(spans);
  }

  String folded(Found found) {
    return Folding.fold(view, found.start(), found.end());
  }

  /** What makes the value equal to another of its type. */
  String identity(Found found) {
    return found.identity().isEmpty() ? folded(found) : found.identity();
  }

  /** The value as it was written. */
  String value(Found found) {
    return leaf.text().substring(view.originalStart(found.start()), view.originalEnd(found.end()));
  }

  /** Where a span begins in the slot's text. */
  int slotStart(Found found) {
    return leaf.offset(view.originalStart(found.start()));
  }

  /** Where a span ends in the slot's text. */
  int slotEnd(Found found) {
    return leaf.offset(view.originalEnd(found.end()));
  }

  /** Takes what the policy wants; a span outside the text is a detector's bug and stops all. */
  private final class CheckedSink implements SpanSink {

    private final CompiledPolicy policy;
    private final DetectContext context;

    CheckedSink(CompiledPolicy policy, DetectContext context) {
      this.policy = policy;
      this.context = context;
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
      if (start < 0 || end <= start || end > view.length()) {
        throw new IllegalStateException("span outside the text: " + start + " to " + end);
      }
      if (!context.wants(type) || !policy.counts(type, score)) {
        return;
      }
      Found found = new Found(start, end, type, strength, identity);
      boolean allowed =
          strength != Strength.DENIED && policy.allowsAny() && policy.allows(folded(found));
      if (!allowed) {
        spans.add(found);
      }
    }
  }
}
