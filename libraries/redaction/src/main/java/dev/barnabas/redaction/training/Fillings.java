package dev.barnabas.redaction.training;

import dev.barnabas.redaction.ner.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what stands in the slots of templates. The same seed draws the same. */
final class Fillings {

  static final int NONE = -1;
  static final int PERSON = 0;
  static final int LOCATION = 1;
  static final int ORGANIZATION = 2;
  static final int NRP = 3;

  private static final String[] MONTHS =
      "January February March April May June July August September October November December"
          .split(" ", -1);
  private static final String[] TITLES =
      "Dr. Mr. Mrs. Ms. Prof. Mr Mrs Ms Dr Professor Miss".split(" ", -1);
  private static final String[] JOBS =
      "engineer nurse teacher accountant architect lawyer designer consultant director manager guitarist bassist drummer singer editor"
          .split(" ", -1);
  private static final String[] RELIGIONS =
      "Christian Muslim Jew Hindu Buddhist Catholic Protestant Sikh Mormon Methodist Baptist Lutheran Jewish Islamic"
          .split(" ", -1);
  private static final String[] PARTIES =
      "Democrats,Republicans,Labour Party,Conservative Party,Green Party,Liberal Party,Social Democrats,Communist Party,Socialist Party,Republican Party,Democratic Party"
          .split(",", -1);
  private static final String[] SUFFIXES =
      "Inc Inc. Ltd Ltd. LLC Corp Corp. GmbH AG S.A. Group Holdings & Sons PLC Company Co. Industries Partners Bank Insurance Systems Software Technologies Motors Airlines Media Foundation Institute Association Records Pharma Energy Logistics Consulting Solutions Labs Studios Entertainment Networks Electric"
          .split(" ", -1);
  private static final String[] NOUNS =
      "Silver Golden Blue Red North South River Mountain Star Sun Moon Ocean Forest Stone Iron Bright Clear Rapid Smart Open Prime First United General National Global Pacific Atlantic Summit Apex Vertex Quantum Fusion Delta Omega Alpha Pioneer Horizon Liberty Eagle Falcon Lion Tiger Wolf Bear Phoenix Dragon Cloud Light Fire Water Earth Wind Thunder Crystal Diamond Harbor Bridge Tower Castle Garden Valley Meadow Orchard Maple Cedar Oak Willow"
          .split(" ", -1);
  private static final String[] TEAMS =
      "United City Rovers Wanderers Athletic Tigers Lions Eagles Bears Giants Rangers Kings Hawks Bulls Dodgers Sox Red Wings Warriors Rockets"
          .split(" ", -1);
  private static final String[] NEWS =
      "Times Post Herald Tribune Journal Gazette Daily News Chronicle Observer Guardian Star"
          .split(" ", -1);
  private static final String[] BODIES =
      "Ministry of Defence,Ministry of Finance,Foreign Ministry,Supreme Court,Senate,House of Representatives,Department of Health,Department of Justice,State Department,European Union,United Nations,World Bank,Central Bank,Federal Reserve,Parliament,Navy,Air Force,Red Cross,Security Council,Court of Appeal,Congress,Police Department,European Commission,National Guard,Interior Ministry"
          .split(",", -1);
  private static final String[] AGENCIES = "AP AFP UPI DPA TASS ANSA".split(" ", -1);
  private static final String[] KINGS =
      "Henry William Louis Charles George Edward Frederick Philip Elizabeth Mary Victoria Anne Catherine Margaret Alexander Peter Leopold Gustav Olaf Isabella"
          .split(" ", -1);
  private static final String[] PARTICLES =
      "van de von del da di bin al van_der van_den de_la le ten el dos".split(" ", -1);

  private final Lists lists;
  private final Random random;
  private final Digits digits;
  private final int half;
  private Lists.Country country;

  /**
   * Fillings.
   *
   * @param half 0 or 1: draws names of that half of each list only; -1: of all
   */
  Fillings(Lists lists, Random random, int half) {
    this.lists = lists;
    this.random = random;
    this.digits = new Digits(random);
    this.half = half;
    this.country = lists.countries.getFirst();
  }

  /** Chooses the country of the next sentence. */
  void next() {
    country =
        lists.countries.get(
            random.nextInt(100) < 45 ? random.nextInt(6) : random.nextInt(lists.countries.size()));
  }

  private String of(List<String> list) {
    if (list.isEmpty()) {
      return "Aldberg";
    }
    // The held-out sentences draw from every fifth name, the training from the others.
    int i = random.nextInt(list.size());
    if (half == 0 && i % 5 == 0) {
      i = (i + 1) % list.size();
    } else if (half == 1) {
      i = i / 5 * 5;
    }
    return list.get(i);
  }

  private String of(String[] list) {
    return list[random.nextInt(list.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** The label of a slot's filling; NONE where it is no name. */
  static int label(String slot) {
    return switch (slot) {
      case "p", "f", "l", "kname" -> PERSON;
      case "c", "n", "a", "A", "st", "state", "county", "lake", "mount", "bridge", "lname", "zip" ->
          LOCATION;
      case "o",
          "uni",
          "team",
          "paper",
          "gov",
          "band",
          "lawfirm",
          "agency",
          "label",
          "party",
          "hotel" ->
          ORGANIZATION;
      case "r", "relig" -> NRP;
      default -> NONE;
    };
  }

  String fill(String slot) {
    return switch (slot) {
      case "p" -> person();
      case "f" -> first();
      case "l" -> last();
      case "c" -> city();
      case "n" -> of(lists.countryNames);
      case "o" -> organization();
      case "a" -> street();
      case "A" -> block();
      case "st" -> streetName();
      case "state" -> country.states().isEmpty() ? city() : of(country.states());
      case "county" -> last() + " County";
      case "lake" -> chance(50) ? "Lake " + last() : last() + " Lake";
      case "mount" -> chance(50) ? "Mount " + last() : last() + " Mountain";
      case "bridge" -> last() + " Bridge";
      case "lname" -> last();
      case "hotel" -> "Hotel " + last();
      case "zip" -> digits.zip();
      case "r" -> of(lists.nationalities);
      case "relig" -> of(RELIGIONS);
      case "t" -> of(TITLES);
      case "job" -> of(JOBS);
      case "uni" -> chance(60) ? "University of " + city() : city() + " University";
      case "team" -> chance(25) ? city() : city() + " " + of(TEAMS);
      case "paper" -> (chance(50) ? city() + " " : "Daily ") + of(NEWS);
      case "gov" -> of(BODIES);
      case "band" -> band();
      case "label" -> of(NOUNS) + " Records";
      case "lawfirm" ->
          chance(50) ? last() + ", " + last() + " and " + last() : last() + " & " + last();
      case "agency" -> of(AGENCIES);
      case "party" -> of(PARTIES);
      case "ship" -> "The " + of(NOUNS) + " " + of(NOUNS);
      case "kname" ->
          of(KINGS)
              + (chance(60) ? " " + "I II III IV V VI VIII".split(" ", -1)[random.nextInt(7)] : "");
      case "lang" -> of(lists.languages);
      case "ini" -> (char) ('A' + random.nextInt(26)) + ".";
      case "year" -> Integer.toString(1700 + random.nextInt(330));
      case "month" -> of(MONTHS);
      case "day", "num2" -> Integer.toString(1 + random.nextInt(28));
      case "digit" -> Integer.toString(random.nextInt(10));
      case "num" -> Integer.toString(100 + random.nextInt(90_000));
      case "phone" -> digits.phone();
      case "email" -> last().toLowerCase(java.util.Locale.ROOT).replace(" ", "") + "@mail.example";
      case "date" -> digits.date();
      case "id" -> digits.id();
      case "word" -> of(NOUNS);
      case "num4" -> Integer.toString(1000 + random.nextInt(9000));
      default -> throw new IllegalStateException("unknown slot " + slot);
    };
  }

  private String person() {
    String first = first();
    String last = last();
    int kind = random.nextInt(100);
    if (kind < 8) {
      return first + " " + (char) ('A' + random.nextInt(26)) + ". " + last;
    }
    if (kind < 12) {
      return first + " " + first() + " " + last;
    }
    if (kind < 16) {
      return first + " " + of(PARTICLES).replace('_', ' ') + " " + last;
    }
    if (kind < 19) {
      return (char) ('A' + random.nextInt(26)) + ". " + last;
    }
    if (kind < 22) {
      return first + " " + last + "-" + last();
    }
    if (kind < 24) {
      return (char) ('A' + random.nextInt(26))
          + "."
          + (char) ('A' + random.nextInt(26))
          + ". "
          + last;
    }
    if (kind < 26) {
      return first + "-" + first() + " " + last;
    }
    return first + " " + last;
  }

  private String first() {
    return chance(18) ? invented(of(country.firsts()), of(country.firsts())) : of(country.firsts());
  }

  private String last() {
    String name = of(country.lasts());
    if (chance(25)) {
      return invented(name, of(country.lasts()));
    }
    if (chance(3)) {
      return "O'" + name;
    }
    return chance(2) ? "Mc" + name : name;
  }

  /** A name that no list has: the beginning of one and the end of another. */
  private String invented(String one, String other) {
    int head = Math.min(one.length(), 2 + random.nextInt(3));
    int tail = Math.max(0, other.length() - 3 - random.nextInt(3));
    String name = one.substring(0, head) + other.substring(tail).toLowerCase(java.util.Locale.ROOT);
    return name.contains(" ") || name.length() < 4 ? one : name;
  }

  private String city() {
    int kind = random.nextInt(100);
    if (kind < 35) {
      return of(lists.zones);
    }
    if (kind < 50) {
      return invented(of(lists.zones), of(lists.zones).replace(" ", ""));
    }
    if (kind < 58) {
      return of(
              new String[] {
                "North", "New", "Port", "St.", "San", "West", "Upper", "Bad", "El", "Los", "Saint",
                "Fort"
              })
          + " "
          + last();
    }
    return country.cities().isEmpty() ? of(lists.zones) : of(country.cities());
  }

  private String organization() {
    int kind = random.nextInt(100);
    if (kind < 20) {
      return last() + " " + of(SUFFIXES);
    }
    if (kind < 40) {
      return of(NOUNS) + " " + of(SUFFIXES);
    }
    if (kind < 52) {
      return of(NOUNS) + " " + of(NOUNS) + " " + of(SUFFIXES);
    }
    if (kind < 62) {
      return last() + (chance(50) ? "-" : " & ") + last();
    }
    if (kind < 70) {
      return of(NOUNS) + of(NOUNS).toLowerCase(java.util.Locale.ROOT);
    }
    if (kind < 80) {
      StringBuilder letters = new StringBuilder();
      for (int i = 2 + random.nextInt(3); i >= 0; i--) {
        letters.append((char) ('A' + random.nextInt(26)));
      }
      return letters.toString();
    }
    if (kind < 88) {
      return of(BODIES);
    }
    return city() + " " + of(SUFFIXES);
  }

  private String band() {
    int kind = random.nextInt(4);
    return switch (kind) {
      case 0 -> "The " + of(NOUNS) + "s";
      case 1 -> "The " + of(NOUNS) + " " + of(NOUNS) + "s";
      case 2 -> of(NOUNS) + " " + of(NOUNS);
      default -> "The " + of(TEAMS);
    };
  }

  private String streetName() {
    String name = country.streets().isEmpty() ? last() + " Street" : of(country.streets());
    return switch (random.nextInt(8)) {
      case 0 ->
          last()
              + " "
              + of(
                  new String[] {
                    "Street",
                    "Road",
                    "Avenue",
                    "Lane",
                    "Drive",
                    "Boulevard",
                    "St",
                    "Rd",
                    "Ave",
                    "Place",
                    "Court",
                    "Way",
                    "Square"
                  });
      case 1 ->
          of(
                  new String[] {
                    "Rue de ",
                    "Via ",
                    "Calle ",
                    "Avenida ",
                    "Rua ",
                    "Ulica ",
                    "rue ",
                    "Rue ",
                    "Piazza ",
                    "Plaza ",
                    "ul. "
                  })
              + last();
      case 2 ->
          last().charAt(0)
              + last().toLowerCase(java.util.Locale.ROOT)
              + of(
                  new String[] {
                    "straße", "strasse", "straat", "gade", "vej", "gatan", "vägen", "katu", "gasse",
                    "weg", "allee", "platz", "utca", "tie", "veien"
                  });
      default -> name;
    };
  }

  private String street() {
    String number =
        Integer.toString(1 + random.nextInt(chance(30) ? 9000 : 250))
            + (chance(8) ? "abcABC".charAt(random.nextInt(6)) : "");
    String line =
        chance(55)
            ? number + (chance(15) ? ", " : " ") + streetName()
            : streetName() + " " + number;
    if (chance(15)) {
      line = Integer.toString(1 + random.nextInt(99)) + " " + line;
    }
    if (chance(20)) {
      line +=
          (chance(50) ? ", " : " ")
              + of(new String[] {"Apt. ", "Suite ", "Apt ", "Unit ", "Flat ", "#"})
              + (1 + random.nextInt(999));
    }
    return line;
  }

  private String block() {
    String gap = chance(50) ? "\n" : chance(60) ? ", " : "\n ";
    List<String> lines = new ArrayList<>();
    lines.add(street());
    String city = chance(20) ? city().toUpperCase(java.util.Locale.ROOT) : city();
    int kind = random.nextInt(4);
    lines.add(
        kind == 0
            ? digits.zip() + " " + city
            : kind == 1 ? city + ", " + state() + " " + digits.zip() : city);
    if (kind == 2 && chance(40)) {
      lines.add(state());
    }
    if (chance(60)) {
      lines.add(of(lists.countryNames) + (kind > 1 && chance(70) ? " " + digits.zip() : ""));
    } else if (kind > 1) {
      lines.add(digits.zip());
    }
    return String.join(gap, lines);
  }

  private String state() {
    return chance(60) || country.states().isEmpty()
        ? ""
            + (char) ('A' + random.nextInt(26))
            + (char) ('A' + random.nextInt(26))
            + (chance(30) ? (char) ('A' + random.nextInt(26)) : "")
        : of(country.states());
  }

  /** The tag that a label begins with; outside for NONE. */
  static int begin(int label) {
    return label == NONE ? Tags.OUTSIDE : Tags.begin(label);
  }
}
