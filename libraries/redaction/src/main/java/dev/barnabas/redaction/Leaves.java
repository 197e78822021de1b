package dev.barnabas.redaction;

import java.util.ArrayList;
import java.util.List;

/** Cuts a slot's text into leaves that cover everything in which a person's data can stand. */
final class Leaves {

  private static final int MAX_DEPTH = 4;

  private Leaves() {}

  static List<Leaf> of(TextSlot slot) {
    String text = slot.text();
    boolean json = slot.kind() == SlotKind.JSON ? JsonText.valid(text) : JsonText.container(text);
    if (json) {
      List<Leaf> leaves = new ArrayList<>();
      addJson(text, 0, leaves);
      return leaves;
    }
    // A piece of JSON that was cut off, or prose that quotes some: escapes may hide a value.
    boolean escaped = slot.kind() == SlotKind.JSON || text.contains("\\u00");
    return List.of(
        escaped ? new JsonLexer(text).decode(0, text.length(), "") : Leaf.plain(text, 0, ""));
  }

  private static void addJson(String text, int depth, List<Leaf> leaves) {
    for (Leaf leaf : new JsonLexer(text).leaves(depth)) {
      boolean nested = !leaf.number() && depth < MAX_DEPTH && JsonText.container(leaf.text());
      if (nested) {
        List<Leaf> inner = new ArrayList<>();
        addJson(leaf.text(), depth + 1, inner);
        inner.forEach(part -> leaves.add(leaf.part(part)));
      } else {
        leaves.add(leaf);
      }
    }
  }
}
