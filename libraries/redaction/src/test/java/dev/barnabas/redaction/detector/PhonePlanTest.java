package dev.barnabas.redaction.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The automata say what libphonenumber says, whose patterns they are made of. */
class PhonePlanTest {

  private static final PhoneNumberUtil ORACLE = PhoneNumberUtil.getInstance();

  @Test
  void agreesWithLibphonenumberOnNumbersOfEveryCallingCode() {
    Random random = new Random(5);
    List<String> wrong = new ArrayList<>();
    int valid = 0;
    for (int code : new TreeSet<>(ORACLE.getSupportedCallingCodes())) {
      for (int i = 0; i < 120; i++) {
        String national = national(random, code, i);
        boolean expected = oracle(code, national);
        valid += expected ? 1 : 0;
        if (automaton(code + national) != expected) {
          wrong.add("+" + code + " " + national);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(valid).isGreaterThan(1000);
  }

  private static boolean automaton(String digits) {
    byte[] bytes = new byte[digits.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digits.charAt(i) - '0');
    }
    PhonePlan plan = PhonePlan.of(bytes, 0, bytes.length);
    return plan != null && plan.valid(bytes, plan.codeLength(), bytes.length - plan.codeLength());
  }

  /** Random digits, or an example number with some of its last digits changed. */
  private static String national(Random random, int code, int i) {
    String region = ORACLE.getRegionCodeForCountryCode(code);
    PhoneNumber example =
        i % 2 == 0 || region.equals("001") ? null : ORACLE.getExampleNumber(region);
    StringBuilder national =
        new StringBuilder(example == null ? "" : ORACLE.getNationalSignificantNumber(example));
    int length = national.isEmpty() ? 5 + random.nextInt(8) : national.length();
    national.setLength(national.isEmpty() ? 0 : Math.max(1, length - 1 - random.nextInt(6)));
    while (national.length() < length) {
      national.append((char) ('0' + random.nextInt(10)));
    }
    return national.charAt(0) == '0' ? "2" + national.substring(1) : national.toString();
  }

  private static boolean oracle(int code, String national) {
    return ORACLE.isValidNumber(
        new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(national)));
  }
}
