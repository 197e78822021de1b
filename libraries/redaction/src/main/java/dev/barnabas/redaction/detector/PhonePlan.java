package dev.barnabas.redaction.detector;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The world's numbering plans, asked about digits that the scanner has already cut out. Candidates
 * are built from digits, not parsed from text, and lengths that a plan does not use are turned away
 * by a bit mask, so that most candidates never meet the plan's patterns.
 */
final class PhonePlan {

  /**
   * How numbers are written in one region.
   *
   * @param code the country calling code
   * @param main the region that stands for all that share the code
   * @param trunk what callers dial before a national number; empty if nothing
   * @param lengths bit n is set if a national number may have n digits
   */
  private record Plan(int code, String main, String trunk, int lengths) {

    boolean uses(int length) {
      return (lengths >> length & 1) == 1;
    }
  }

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final Set<Integer> CALLING_CODES = Set.copyOf(PLANS.getSupportedCallingCodes());
  private static final int SHORTEST_NATIONAL = 4;
  private static final int LONGEST_NATIONAL = 15;
  private static final Map<String, Plan> BY_REGION = new ConcurrentHashMap<>();
  private static final Map<Integer, Plan> BY_CODE = new ConcurrentHashMap<>();

  private PhonePlan() {}

  /** The regions that a policy may name, as ISO 3166 codes. */
  static Set<String> regions() {
    return PLANS.getSupportedRegions();
  }

  /** The E.164 form of digits that begin with a country code, if they are a valid number. */
  static Optional<String> international(String digits) {
    int length = codeLength(digits);
    if (length == 0) {
      return Optional.empty();
    }
    Plan plan = plan(Integer.parseInt(digits, 0, length, 10));
    String national = digits.substring(length);
    String found = valid(plan, national);
    if (found == null && national.startsWith("0")) {
      // "+44 (0)20 ...": the zero is dialled at home only.
      found = valid(plan, national.substring(1));
    }
    return Optional.ofNullable(found);
  }

  /** Says whether digits begin with a country code and have a length in use there. */
  static boolean possible(String digits) {
    int length = codeLength(digits);
    return length > 0
        && digits.length() - length <= LONGEST_NATIONAL
        && plan(Integer.parseInt(digits, 0, length, 10)).uses(digits.length() - length);
  }

  /**
   * The E.164 form of a number written as in one of the regions.
   *
   * @param trunkOmittable accept it without the leading zero that the region's callers dial
   */
  static Optional<String> national(String digits, List<String> regions, boolean trunkOmittable) {
    for (String region : regions) {
      Plan plan = BY_REGION.computeIfAbsent(region, PhonePlan::read);
      String found = national(digits, plan, trunkOmittable);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String national(String digits, Plan plan, boolean trunkOmittable) {
    String trunk = plan.trunk();
    if (!trunk.isEmpty() && digits.startsWith(trunk)) {
      String found = valid(plan, digits.substring(trunk.length()));
      if (found != null) {
        return found;
      }
    }
    boolean asWritten = trunk.isEmpty() || trunk.equals("1") || trunkOmittable;
    return asWritten ? valid(plan, digits) : null;
  }

  private static int codeLength(String digits) {
    int code = 0;
    for (int length = 1; length <= 3 && length < digits.length(); length++) {
      code = code * 10 + digits.charAt(length - 1) - '0';
      if (CALLING_CODES.contains(code)) {
        return length;
      }
    }
    return 0;
  }

  private static Plan plan(int code) {
    return BY_CODE.computeIfAbsent(code, PhonePlan::read);
  }

  private static Plan read(String region) {
    String trunk = PLANS.getNddPrefixForRegion(region, true);
    int code = PLANS.getCountryCodeForRegion(region);
    return new Plan(
        code, PLANS.getRegionCodeForCountryCode(code), trunk == null ? "" : trunk, lengths(code));
  }

  private static Plan read(int code) {
    return new Plan(code, PLANS.getRegionCodeForCountryCode(code), "", lengths(code));
  }

  private static int lengths(int code) {
    int lengths = 0;
    StringBuilder digits = new StringBuilder("2".repeat(SHORTEST_NATIONAL));
    for (int length = SHORTEST_NATIONAL; length <= LONGEST_NATIONAL; length++) {
      PhoneNumber number = number(code, digits.toString());
      if (PLANS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE) {
        lengths |= 1 << length;
      }
      digits.append('2');
    }
    return lengths;
  }

  private static PhoneNumber number(int code, String national) {
    PhoneNumber number =
        new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(national));
    return national.startsWith("0") ? number.setItalianLeadingZero(true) : number;
  }

  private static @Nullable String valid(Plan plan, String national) {
    int length = national.length();
    if (length > LONGEST_NATIONAL || !plan.uses(length) || national.startsWith("00")) {
      return null;
    }
    PhoneNumber number = number(plan.code(), national);
    boolean valid =
        PLANS.isValidNumberForRegion(number, plan.main()) || PLANS.isValidNumber(number);
    return valid ? "+" + plan.code() + national : null;
  }
}
