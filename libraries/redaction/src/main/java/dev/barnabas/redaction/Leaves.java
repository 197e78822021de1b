package dev.barnabas.redaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a slot's text into leaves that cover everything in which a person's data can stand. */
final class Leaves {

  private static final int MAX_DEPTH = 4;

  private Leaves() {}

  static List<Leaf> of(TextSlot slot) {
    String text = slot.text();
    Leaf whole = Leaf.whole(text);
    if (slot.kind() == SlotKind.JSON || whole.bracketed()) {
      List<Leaf> leaves = json(whole, 0);
      if (leaves != null) {
        return leaves;
      }
    }
    // A piece of JSON that was cut off, or prose that quotes some: escapes may hide a value.
    boolean escaped = slot.kind() == SlotKind.JSON || text.contains("\\u00");
    return List.of(escaped ? new JsonLexer(whole, 0).decode(0, text.length(), "") : whole);
  }

  /** The leaves of a text, or null if it is no JSON. */
  private static @Nullable List<Leaf> json(Leaf text, int depth) {
    List<Leaf> outer = new JsonLexer(text, depth).leaves();
    if (outer == null || depth == MAX_DEPTH || !anyNested(outer)) {
      return outer;
    }
    List<Leaf> leaves = new ArrayList<>();
    for (Leaf leaf : outer) {
      List<Leaf> inner = nested(leaf) ? json(Leaf.whole(leaf.text()), depth + 1) : null;
      if (inner == null) {
        leaves.add(leaf);
      } else {
        inner.forEach(part -> leaves.add(leaf.part(part)));
      }
    }
    return leaves;
  }

  private static boolean anyNested(List<Leaf> leaves) {
    for (Leaf leaf : leaves) {
      if (nested(leaf)) {
        return true;
      }
    }
    return false;
  }

  private static boolean nested(Leaf leaf) {
    return !leaf.number() && leaf.bracketed();
  }
}
