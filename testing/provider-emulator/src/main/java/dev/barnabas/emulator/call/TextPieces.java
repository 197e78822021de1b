package dev.barnabas.emulator.call;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into the pieces of a stream. */
public final class TextPieces {
  private static final int MOST_PIECES = 256;
  private static final int USUAL_CODE_POINTS = 12;

  private TextPieces() {}

  /** Pieces of about 12 code points, at most 256 of them; none for an empty text. */
  public static List<String> of(String text) {
    int length = text.codePointCount(0, text.length());
    int size = Math.max(USUAL_CODE_POINTS, (length + MOST_PIECES - 1) / MOST_PIECES);
    var pieces = new ArrayList<String>();
    for (int start = 0; start < text.length(); ) {
      int left = text.codePointCount(start, text.length());
      int end = text.offsetByCodePoints(start, Math.min(size, left));
      pieces.add(text.substring(start, end));
      start = end;
    }
    return pieces;
  }
}
