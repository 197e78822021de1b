package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import java.util.ArrayList;
import java.util.List;

/** One leaf while it is looked at: its view and what was found in it. */
final class LeafScan {

  private final Leaf leaf;
  private final NormalizedView view;
  private List<Found> spans = List.of();

  LeafScan(Leaf leaf) {
    this.leaf = leaf;
    this.view = leaf.view();
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

  void detect(List<Detector> detectors, DetectContext context, CheckedSink sink) {
    sink.fill(this);
    for (int i = 0; i < detectors.size(); i++) {
      detectors.get(i).detect(view, context, sink);
    }
    if (!spans.isEmpty()) {
      spans = SpanResolution.cut(spans, view);
      resolve();
    }
  }

  void add(Found found) {
    if (spans.isEmpty()) {
      spans = new ArrayList<>();
    }
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
    return leaf.text(view.originalStart(found.start()), view.originalEnd(found.end()));
  }

  /** Where a span begins in the slot's text. */
  int slotStart(Found found) {
    return leaf.offset(view.originalStart(found.start()));
  }

  /** Where a span ends in the slot's text. */
  int slotEnd(Found found) {
    return leaf.offset(view.originalEnd(found.end()));
  }
}
