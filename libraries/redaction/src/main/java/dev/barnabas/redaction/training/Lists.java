package dev.barnabas.redaction.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import net.datafaker.Faker;
import org.yaml.snakeyaml.Yaml;

/** Names of many countries: Datafaker's, by locale, and those that the JDK knows of places. */
final class Lists {

  /** Locales whose writing has capitals. */
  private static final List<String> LOCALES =
      List.of(
          "en", "en-GB", "en-US", "en-AU", "en-IE", "en-NZ", "en-IN", "en-UG", "en-PAK", "de",
          "de-AT", "fr", "fr-CA", "es", "es-MX", "es-AR", "it", "pt", "pt-BR", "nl", "nl-BE", "sv",
          "da-DK", "nb-NO", "fi-FI", "pl", "cs-CZ", "sk", "hu", "ro-MD", "hr", "tr", "vi", "id-ID",
          "ca", "et", "lv", "sq", "uk", "ru", "bg", "el-GR", "en-NEP", "en-SG", "en-PK", "fr-CH",
          "de-CH", "sv-SE", "by", "mk", "es-PY", "hy", "ka");

  /** One country's names; a list is empty where a locale has none. */
  record Country(
      List<String> firsts,
      List<String> lasts,
      List<String> cities,
      List<String> streets,
      List<String> states) {}

  final List<Country> countries = new ArrayList<>();
  final List<String> countryNames;
  final List<String> languages;
  final List<String> zones;
  final List<String> nationalities;

  Lists() {
    for (String locale : LOCALES) {
      read(locale);
    }
    countryNames = displayed(true);
    languages = displayed(false);
    zones = zones();
    nationalities = nationalities();
  }

  private void read(String locale) {
    Map<?, ?> faker =
        map(yaml(locale.equals("en") ? "en/name.yml" : locale + ".yml"), locale, "faker");
    Map<?, ?> name = map(faker, "name");
    Map<?, ?> address =
        map(locale.equals("en") ? map(yaml("en/address.yml"), "en", "faker") : faker, "address");
    List<String> firsts = new ArrayList<>();
    List<String> lasts = new ArrayList<>();
    name.forEach((key, value) -> {
      if (key.toString().endsWith("first_name")) {
        add(value, firsts);
      } else if (key.toString().endsWith("last_name")) {
        add(value, lasts);
      }
    });
    List<String> cities = strings(address, "city_name");
    strings(address, "city").forEach(cities::add);
    compose(
        cities, strings(address, "city_prefix"), strings(address, "city_suffix"), firsts, lasts);
    List<String> streets = strings(address, "street_root");
    strings(address, "street").forEach(streets::add);
    strings(address, "street_title").forEach(streets::add);
    List<String> suffixes = strings(address, "street_suffix");
    for (int i = 0; i < suffixes.size() && !lasts.isEmpty(); i++) {
      boolean glued = Character.isLowerCase(suffixes.get(i).charAt(0));
      for (int k = 0; k < 12; k++) {
        streets.add(
            lasts.get((i * 131 + k * 17) % lasts.size()) + (glued ? "" : " ") + suffixes.get(i));
      }
    }
    if (!firsts.isEmpty() && !lasts.isEmpty()) {
      countries.add(new Country(firsts, lasts, cities, streets, strings(address, "state")));
    }
  }

  private static void compose(
      List<String> cities,
      List<String> prefixes,
      List<String> suffixes,
      List<String> firsts,
      List<String> lasts) {
    for (int i = 0; i < 160 && !suffixes.isEmpty() && !lasts.isEmpty(); i++) {
      String suffix = suffixes.get(i % suffixes.size());
      String root =
          i % 3 == 0 && !prefixes.isEmpty()
              ? prefixes.get(i % prefixes.size())
              : i % 3 == 1
                  ? lasts.get(i * 37 % lasts.size())
                  : firsts.isEmpty() ? lasts.getFirst() : firsts.get(i * 53 % firsts.size());
      boolean wordy = Character.isUpperCase(suffix.charAt(0));
      cities.add(root + (wordy ? " " : "") + suffix);
    }
  }

  private static Object yaml(String resource) {
    try (InputStream in =
        Objects.requireNonNullElse(
            Faker.class.getResourceAsStream("/" + resource), InputStream.nullInputStream())) {
      Object read = new Yaml().load(in);
      return read == null ? Map.of() : read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> map(Object from, String... path) {
    Object at = from;
    for (String key : path) {
      Object next = at instanceof Map<?, ?> map ? map.get(key) : null;
      at = next == null ? Map.of() : next;
    }
    return at instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<String> strings(Map<?, ?> from, String key) {
    List<String> found = new ArrayList<>();
    Object value = from.get(key);
    if (value != null) {
      add(value, found);
    }
    return found;
  }

  private static void add(Object value, List<String> into) {
    if (value instanceof Collection<?> list) {
      list.forEach(item -> add(item, into));
      return;
    }
    if (value == null) {
      return;
    }
    String text = value.toString().strip();
    if (text.length() > 1 && !text.contains("#") && !text.contains("[")) {
      into.add(text);
    }
  }

  private static List<String> displayed(boolean country) {
    TreeSet<String> names = new TreeSet<>();
    for (String code : country ? Locale.getISOCountries() : Locale.getISOLanguages()) {
      Locale locale = country ? Locale.of("", code) : Locale.of(code);
      String name =
          country
              ? locale.getDisplayCountry(Locale.ENGLISH)
              : locale.getDisplayLanguage(Locale.ENGLISH);
      if (name.length() > 3) {
        names.add(name);
      }
    }
    if (country) {
      names.addAll(
          List.of(
              "USA",
              "UK",
              "England",
              "Scotland",
              "Wales",
              "United States",
              "Great Britain",
              "America",
              "U.S.",
              "Europe",
              "Africa",
              "Asia",
              "Holland",
              "Soviet Union",
              "Yugoslavia",
              "Czechoslovakia",
              "Burma",
              "Korea",
              "Palestine",
              "Britain",
              "Ireland",
              "Texas",
              "California",
              "Scandinavia",
              "Siberia",
              "Bavaria",
              "Catalonia",
              "Middle East"));
    }
    return List.copyOf(names);
  }

  /** The cities after which time zones are named. */
  private static List<String> zones() {
    TreeSet<String> names = new TreeSet<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      int slash = id.lastIndexOf('/');
      String name = id.substring(slash + 1).replace('_', ' ');
      boolean place = slash > 0 && !id.startsWith("Etc/") && !id.startsWith("SystemV/");
      if (place
          && Character.isLetter(name.charAt(name.length() - 1))
          && name.length() > 3
          && !name.endsWith("ern")) {
        names.add(name);
      }
    }
    names.addAll(
        List.of(
            "New York City",
            "Washington",
            "Boston",
            "Munich",
            "Hamburg",
            "Cologne",
            "Geneva",
            "Milan",
            "Naples",
            "Lyon",
            "Marseille",
            "Barcelona",
            "Valencia",
            "Birmingham",
            "Manchester",
            "Liverpool",
            "Glasgow",
            "Edinburgh",
            "San Francisco",
            "Philadelphia",
            "Houston",
            "Dallas",
            "Seattle",
            "Atlanta",
            "Miami",
            "Baltimore",
            "Cleveland",
            "Pittsburgh",
            "Mumbai",
            "Delhi",
            "Osaka",
            "Kyoto",
            "Beijing",
            "Leeds",
            "Bristol",
            "Oxford",
            "Cambridge",
            "Montreal",
            "Ottawa",
            "Cape Town",
            "Alexandria",
            "Florence",
            "Venice",
            "Leipzig",
            "Dresden",
            "Frankfurt",
            "Rotterdam",
            "Antwerp",
            "Salzburg",
            "Krakow",
            "Gothenburg",
            "Las Vegas",
            "New Orleans",
            "St. Louis",
            "San Diego",
            "Tel Aviv",
            "Rio de Janeiro"));
    return List.copyOf(names);
  }

  private static List<String> nationalities() {
    List<String> names =
        strings(map(yaml("en/nation.yml"), "en", "faker", "nation"), "nationality");
    names.addAll(
        List.of(
            "American",
            "British",
            "German",
            "French",
            "Italian",
            "Spanish",
            "Dutch",
            "Swedish",
            "Danish",
            "Norwegian",
            "Finnish",
            "Polish",
            "Czech",
            "Hungarian",
            "Greek",
            "Turkish",
            "Russian",
            "Ukrainian",
            "Chinese",
            "Japanese",
            "Korean",
            "Indian",
            "Pakistani",
            "Brazilian",
            "Mexican",
            "Canadian",
            "Australian",
            "Irish",
            "Scottish",
            "Welsh",
            "English",
            "Belgian",
            "Swiss",
            "Austrian",
            "Portuguese",
            "Israeli",
            "Egyptian",
            "Iraqi",
            "Iranian",
            "Afghan",
            "Syrian",
            "Nigerian",
            "Kenyan",
            "African",
            "European",
            "Asian",
            "Arab",
            "Serbian",
            "Croatian",
            "Soviet",
            "Roman",
            "Cuban",
            "Vietnamese",
            "Thai",
            "Indonesian",
            "Colombian",
            "Argentine",
            "Chilean"));
    return List.copyOf(names);
  }
}
