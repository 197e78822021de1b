package dev.barnabas.redaction.detector;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The world's numbering plans, asked about digits that the scanner has already cut out. Candidates
 * are built from digits, not parsed from text, which is several times faster.
 */
final class PhonePlan {

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final Set<Integer> CALLING_CODES = Set.copyOf(PLANS.getSupportedCallingCodes());
  private static final int LONGEST_NATIONAL = 17;

  private PhonePlan() {}

  /** The regions that a policy may name, as ISO 3166 codes. */
  static Set<String> regions() {
    return PLANS.getSupportedRegions();
  }

  /** The E.164 form of digits that begin with a country code, if they are a valid number. */
  static Optional<String> international(String digits) {
    return number(digits).map(PhonePlan::valid);
  }

  /** Says whether digits begin with a country code and have a length in use there. */
  static boolean possible(String digits) {
    return number(digits)
        .map(n -> PLANS.isPossibleNumberWithReason(n) == ValidationResult.IS_POSSIBLE)
        .orElse(false);
  }

  /**
   * The E.164 form of a number written as in one of the regions.
   *
   * @param trunkOmittable accept it without the leading zero that the region's callers dial
   */
  static Optional<String> national(String digits, List<String> regions, boolean trunkOmittable) {
    for (String region : regions) {
      String found = national(digits, region, trunkOmittable);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String national(String digits, String region, boolean trunkOmittable) {
    int code = PLANS.getCountryCodeForRegion(region);
    String trunk = PLANS.getNddPrefixForRegion(region, true);
    boolean hasTrunk = trunk != null && !trunk.isEmpty();
    if (hasTrunk && digits.startsWith(trunk)) {
      String found = valid(number(code, digits.substring(trunk.length())));
      if (found != null) {
        return found;
      }
    }
    boolean asWritten = !hasTrunk || trunk.equals("1") || trunkOmittable;
    return asWritten ? valid(number(code, digits)) : null;
  }

  private static Optional<PhoneNumber> number(String digits) {
    int code = 0;
    for (int length = 1; length <= 3 && length < digits.length(); length++) {
      code = code * 10 + digits.charAt(length - 1) - '0';
      if (CALLING_CODES.contains(code)) {
        String national = digits.substring(length);
        // "+44 (0)20 ...": the zero is dialled at home only.
        boolean trunk = national.startsWith("0") && valid(number(code, national)) == null;
        return Optional.ofNullable(number(code, trunk ? national.substring(1) : national));
      }
    }
    return Optional.empty();
  }

  private static @Nullable PhoneNumber number(int code, String national) {
    if (national.length() < 2 || national.length() > LONGEST_NATIONAL) {
      return null;
    }
    PhoneNumber number =
        new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(national));
    int zeros = 0;
    while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
      zeros++;
    }
    if (zeros > 0) {
      number.setItalianLeadingZero(true);
    }
    return zeros > 1 ? number.setNumberOfLeadingZeros(zeros) : number;
  }

  private static @Nullable String valid(@Nullable PhoneNumber number) {
    if (number == null || !PLANS.isValidNumber(number)) {
      return null;
    }
    return "+" + number.getCountryCode() + PLANS.getNationalSignificantNumber(number);
  }
}
