package dev.barnabas.redaction.detector;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The regions in which a number without a country code may be valid. A table by length and first
 * three digits says which of them are worth asking, so that most candidates ask none.
 */
final class PhoneRegions {

  private static final int MAX_REGIONS = 64;
  private static final int LONGEST = 16;
  private static final int PREFIX = 3;
  private static final int PREFIXES = 1000;
  private static final Map<List<String>, PhoneRegions> BY_LIST = new ConcurrentHashMap<>();

  /**
   * The list that was asked for last, by identity: to hash one costs more than to read a number.
   */
  private static final AtomicReference<@Nullable Last> LAST = new AtomicReference<>();

  private record Last(List<String> names, PhoneRegions regions) {}

  /** A region as numbers are written there. */
  private record Region(PhonePlan plan, String trunk, boolean trunkOptional) {}

  private final List<Region> regions;

  /**
   * Bit n: the n-th region knows numbers of this length and beginning, its trunk prefix included.
   */
  private final long[] asWritten = new long[(LONGEST + 1) * PREFIXES];

  /** The same without the trunk prefix that its callers dial. */
  private final long[] withoutTrunk = new long[(LONGEST + 1) * PREFIXES];

  private PhoneRegions(List<String> names) {
    regions =
        names.stream()
            .limit(MAX_REGIONS)
            .map(name -> {
              String trunk = PhonePlan.trunk(name);
              return new Region(PhonePlan.of(name), trunk, trunk.isEmpty() || trunk.equals("1"));
            })
            .toList();
    for (int r = 0; r < regions.size(); r++) {
      fill(r);
    }
  }

  /** The regions of a policy; made once for equal lists. */
  @SuppressWarnings("ReferenceEquality")
  static PhoneRegions of(List<String> names) {
    Last last = LAST.get();
    if (last != null && last.names() == names) {
      return last.regions();
    }
    PhoneRegions regions = BY_LIST.computeIfAbsent(List.copyOf(names), PhoneRegions::new);
    LAST.set(new Last(names, regions));
    return regions;
  }

  private void fill(int r) {
    Region region = regions.get(r);
    int[] reachable = region.plan().numbers().reachable(LONGEST);
    for (int prefix = 0; prefix < PREFIXES; prefix++) {
      byte[] digits = {(byte) (prefix / 100), (byte) (prefix / 10 % 10), (byte) (prefix % 10)};
      mark(region.trunkOptional() ? asWritten : withoutTrunk, r, prefix, digits, 0, reachable);
      int trunk = region.trunk().length();
      if (trunk > 0 && trunk < PREFIX && begins(digits, region.trunk())) {
        mark(asWritten, r, prefix, digits, trunk, reachable);
      }
    }
  }

  private static boolean begins(byte[] digits, String trunk) {
    for (int i = 0; i < trunk.length(); i++) {
      if (digits[i] != trunk.charAt(i) - '0') {
        return false;
      }
    }
    return true;
  }

  /** Marks the lengths that numbers have which begin with the digits behind a trunk prefix. */
  private void mark(long[] table, int r, int prefix, byte[] digits, int trunk, int[] reachable) {
    DigitPattern numbers = regions.get(r).plan().numbers();
    int state = DigitPattern.START;
    for (int i = trunk; i < PREFIX; i++) {
      state = numbers.next(state, digits[i]);
    }
    int lengths =
        state == DigitPattern.DEAD ? 0 : reachable[state * (LONGEST + 1) + PREFIX - trunk];
    for (int length = PREFIX; length <= LONGEST; length++) {
      if ((lengths >> (length - trunk) & 1) == 1) {
        table[length * PREFIXES + prefix] |= 1L << r;
      }
    }
  }

  /**
   * The plan that knows the digits as a national number and how many digits its trunk prefix takes,
   * as {@code index * 16 + trunk}; -1 if none does.
   */
  int find(byte[] digits, int from, int length, boolean trunkOmittable) {
    if (length < PREFIX || length > LONGEST) {
      return -1;
    }
    int cell = length * PREFIXES + digits[from] * 100 + digits[from + 1] * 10 + digits[from + 2];
    long candidates = asWritten[cell] | (trunkOmittable ? withoutTrunk[cell] : 0);
    while (candidates != 0) {
      int r = Long.numberOfTrailingZeros(candidates);
      candidates &= candidates - 1;
      Region region = regions.get(r);
      int trunk = trunkLength(region, digits, from, length);
      if (trunk > 0 && region.plan().valid(digits, from + trunk, length - trunk)) {
        return r * 16 + trunk;
      }
      boolean plain = region.trunkOptional() || trunkOmittable;
      if (plain && !doubleZero(digits, from) && region.plan().valid(digits, from, length)) {
        return r * 16;
      }
    }
    return -1;
  }

  private static boolean doubleZero(byte[] digits, int from) {
    return digits[from] == 0 && digits[from + 1] == 0;
  }

  private static int trunkLength(Region region, byte[] digits, int from, int length) {
    String trunk = region.trunk();
    if (trunk.isEmpty() || trunk.length() >= length) {
      return 0;
    }
    for (int i = 0; i < trunk.length(); i++) {
      if (digits[from + i] != trunk.charAt(i) - '0') {
        return 0;
      }
    }
    return trunk.length();
  }

  /** The number that {@link #find} found, as E.164 writes it. */
  String identity(int found, byte[] digits, int from, int length) {
    int trunk = found % 16;
    return regions.get(found / 16).plan().identity(digits, from + trunk, length - trunk);
  }
}
