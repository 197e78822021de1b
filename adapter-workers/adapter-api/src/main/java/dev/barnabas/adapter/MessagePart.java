package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A piece of a message. */
public sealed interface MessagePart {

  /** Plain text. */
  record Text(String text) implements MessagePart {
    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /**
   * Anything else, by reference.
   *
   * @param type such as {@code image}
   * @param dataRef an https address or a {@code data:} URI
   * @param mediaType such as {@code image/png}
   */
  record Media(String type, String dataRef, @Nullable String mediaType) implements MessagePart {
    public Media {
      requireNonNull(type, "type");
      requireNonNull(dataRef, "dataRef");
    }

    @Override
    public String toString() {
      return "Media[type=" + type + ", mediaType=" + mediaType + "]";
    }
  }
}
