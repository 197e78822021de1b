package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.EntityType;
import java.util.List;

/** The tags of tokens: outside of every name, or at the beginning or inside of one of a type. */
public final class Tags {

  /** Not part of a name. */
  public static final int OUTSIDE = 0;

  /** How many tags there are. */
  public static final int COUNT = 9;

  /** The types, in the order of their tags. */
  public static final List<EntityType> TYPES =
      List.of(EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANIZATION, EntityType.NRP);

  private Tags() {}

  /** The tag at the beginning of a name of the n-th type. */
  public static int begin(int type) {
    return 1 + 2 * type;
  }

  /** The tag inside a name of the n-th type. */
  public static int inside(int type) {
    return 2 + 2 * type;
  }

  /** The type of a tag, as an index; -1 outside. */
  public static int type(int tag) {
    return tag == OUTSIDE ? -1 : (tag - 1) / 2;
  }

  static boolean isBegin(int tag) {
    return (tag & 1) == 1;
  }

  /** Says whether a tag may follow another: the inside of a name only its beginning or inside. */
  static boolean follows(int tag, int previous) {
    return tag == OUTSIDE || isBegin(tag) || type(tag) == type(previous);
  }
}
