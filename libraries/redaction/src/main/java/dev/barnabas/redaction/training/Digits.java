package dev.barnabas.redaction.training;

import java.util.Random;

/** Draws numbers in the forms that people write: telephones, dates, ids, postal codes. */
final class Digits {
  private final Random random;

  Digits(Random random) {
    this.random = random;
  }

  String phone() {
    String form =
        of(
            new String[] {
              "###-###-####",
              "(###) ###-####",
              "+## ## #######",
              "+## ### ### ####",
              "0### ######",
              "### ### ####",
              "#########",
              "##########",
              "+1 ### ### #### ext. ##",
              "##-#######",
              "### ## ## ##",
              "###.###.####x###"
            });
    return drawn(form);
  }

  String date() {
    return drawn(of(new String[] {"1#/0#/19##", "20##-0#-1#", "#.#.20##", "#/1#/##"}));
  }

  String id() {
    return drawn(
        of(
            new String[] {
              "###-##-####",
              "#### #### #### ####",
              "################",
              "### ## ####",
              "##.##.##.##",
              "A########",
              "##########",
              "#########",
              "DE## #### #### #### #### ##",
              "#####",
              "####-###"
            }));
  }

  private String drawn(String form) {
    StringBuilder text = new StringBuilder(form);
    for (int i = 0; i < form.length(); i++) {
      if (form.charAt(i) == '#') {
        text.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return text.toString();
  }

  String zip() {
    return switch (random.nextInt(8)) {
      case 0 -> Integer.toString(1000 + random.nextInt(9000));
      case 1 ->
          ""
              + (char) ('A' + random.nextInt(26))
              + random.nextInt(10)
              + (char) ('A' + random.nextInt(26))
              + " "
              + random.nextInt(10)
              + (char) ('A' + random.nextInt(26))
              + random.nextInt(10);
      default -> String.format(java.util.Locale.ROOT, "%05d", random.nextInt(100_000));
    };
  }

  private String of(String[] forms) {
    return forms[random.nextInt(forms.length)];
  }
}
