package dev.barnabas.redaction.detector;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The world's numbering plans, asked about digits that the scanner has already cut out. The plans
 * are libphonenumber's; its patterns are made into automata over digits when a calling code is
 * first met, so that a candidate costs a table look-up per digit and no input makes it slow.
 */
final class PhonePlan {

  private static final int LONGEST_NATIONAL = 15;
  private static final int ANY_LENGTH = (1 << (LONGEST_NATIONAL + 1)) - 1;
  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final MetadataSource METADATA =
      DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();
  private static final boolean[] CALLING_CODES = callingCodes();
  private static final AtomicReferenceArray<@Nullable PhonePlan> BY_CODE =
      new AtomicReferenceArray<>(CALLING_CODES.length);

  private final int code;
  private final String codePrefix;
  private final DigitPattern numbers;
  private final int lengths;

  private PhonePlan(int code, DigitPattern numbers, int lengths) {
    this.code = code;
    this.codePrefix = "+" + code;
    this.numbers = numbers;
    this.lengths = lengths;
  }

  private static boolean[] callingCodes() {
    boolean[] codes = new boolean[1000];
    PLANS.getSupportedCallingCodes().forEach(code -> codes[code] = true);
    return codes;
  }

  /** The regions that a policy may name, as ISO 3166 codes. */
  static Set<String> regions() {
    return PLANS.getSupportedRegions();
  }

  /** The plan of a region's calling code. */
  static PhonePlan of(String region) {
    return of(PLANS.getCountryCodeForRegion(region));
  }

  /** What callers of a region dial before a national number; empty if nothing. */
  static String trunk(String region) {
    String trunk = PLANS.getNddPrefixForRegion(region, true);
    return trunk == null ? "" : trunk;
  }

  /** The plan of the calling code that digits begin with, or null. */
  static @Nullable PhonePlan of(byte[] digits, int from, int length) {
    int code = 0;
    for (int i = 0; i < 3 && i + 1 < length; i++) {
      code = code * 10 + digits[from + i];
      if (CALLING_CODES[code]) {
        return of(code);
      }
    }
    return null;
  }

  private static PhonePlan of(int code) {
    PhonePlan known = BY_CODE.get(code);
    if (known == null) {
      known = read(code);
      BY_CODE.set(code, known);
    }
    return known;
  }

  private static PhonePlan read(int code) {
    DigitPattern.Builder patterns = new DigitPattern.Builder();
    int lengths = 0;
    List<String> regions = PLANS.getRegionCodesForCountryCode(code);
    for (String region : regions) {
      PhoneMetadata metadata =
          region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY)
              ? METADATA.getMetadataForNonGeographicalRegion(code)
              : METADATA.getMetadataForRegion(region);
      int general = lengths(metadata.getGeneralDesc(), ANY_LENGTH);
      lengths |= general;
      for (PhoneNumberDesc kind : kinds(metadata)) {
        if (kind.hasNationalNumberPattern() && !kind.getNationalNumberPattern().isEmpty()) {
          patterns.add(kind.getNationalNumberPattern(), lengths(kind, general));
        }
      }
    }
    return new PhonePlan(code, patterns.build(), lengths);
  }

  private static List<PhoneNumberDesc> kinds(PhoneMetadata metadata) {
    return List.of(
        metadata.getFixedLine(),
        metadata.getMobile(),
        metadata.getTollFree(),
        metadata.getPremiumRate(),
        metadata.getSharedCost(),
        metadata.getPersonalNumber(),
        metadata.getVoip(),
        metadata.getPager(),
        metadata.getUan(),
        metadata.getVoicemail());
  }

  private static int lengths(PhoneNumberDesc kind, int general) {
    int mask = 0;
    for (int length : kind.getPossibleLengthList()) {
      mask |= length >= 0 ? 1 << length : 0;
    }
    return mask == 0 ? general : mask & ANY_LENGTH;
  }

  /** How many digits the calling code has. */
  int codeLength() {
    return code < 10 ? 1 : code < 100 ? 2 : 3;
  }

  int code() {
    return code;
  }

  DigitPattern numbers() {
    return numbers;
  }

  /** Says whether some number of the plan has so many digits. */
  boolean uses(int length) {
    return length >= 0 && length <= LONGEST_NATIONAL && (lengths >> length & 1) == 1;
  }

  /** Says whether digits are a number of the plan. */
  boolean valid(byte[] digits, int from, int length) {
    return uses(length) && numbers.matches(digits, from, length);
  }

  /** The number as E.164 writes it. */
  String identity(byte[] digits, int from, int length) {
    String prefix = codePrefix;
    byte[] text = new byte[prefix.length() + length];
    for (int i = 0; i < prefix.length(); i++) {
      text[i] = (byte) prefix.charAt(i);
    }
    for (int i = 0; i < length; i++) {
      text[prefix.length() + i] = (byte) ('0' + digits[from + i]);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
