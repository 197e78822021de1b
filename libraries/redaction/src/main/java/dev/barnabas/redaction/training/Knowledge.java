package dev.barnabas.redaction.training;

import dev.barnabas.redaction.ner.Gazetteer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.datafaker.Faker;

/** Builds the gazetteer: three quarters of the names of the lists, and common words. */
final class Knowledge {

  private static final String TITLES =
      "mr mrs ms mx dr prof professor miss sir madam herr frau mme mlle monsieur madame señor señora sr sra rev reverend captain colonel general major sergeant lieutenant president senator judge";
  private static final String STREETS =
      "street road avenue lane drive boulevard st rd ave blvd place court way square terrace close crescent highway rue via calle avenida rua ulica ul straße strasse str straat gade vej gatan vägen katu gasse weg allee platz utca piazza plaza apt suite flat unit apartment box";
  private static final String ORGANIZATIONS =
      "inc ltd llc corp gmbh ag company group holdings bank university college institute association foundation ministry department council committee party club society records studios times press news agency commission court authority federation union army navy corps police school airlines motors industries partners";
  private static final String CALENDAR =
      "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday";
  private static final String TECHNICAL =
      "java python kafka docker kubernetes linux windows android maven spring react angular node redis postgres mysql oracle sql json xml html css http https api sdk aws azure gcp git github gitlab jenkins terraform ansible grafana prometheus elasticsearch logstash kibana spark hadoop flink avro protobuf grpc graphql rest lambda tomcat rocksdb mongodb cassandra rabbitmq nginx apache ubuntu debian chrome firefox excel word outlook slack jira confluence";

  private final Map<String, Integer> words = new TreeMap<>();

  private Knowledge(Lists lists) {
    for (Lists.Country country : lists.countries) {
      add(country.firsts(), Gazetteer.FIRST_NAME, true);
      add(country.lasts(), Gazetteer.LAST_NAME, true);
      add(country.cities(), Gazetteer.PLACE, true);
      add(country.states(), Gazetteer.PLACE, false);
      country.streets().forEach(street -> parts(street, Gazetteer.STREET));
    }
    add(lists.zones, Gazetteer.PLACE, true);
    lists.countryNames.forEach(name -> parts(name, Gazetteer.COUNTRY));
    lists.nationalities.forEach(name -> parts(name, Gazetteer.NATION));
    lists.languages.forEach(name -> parts(name, Gazetteer.NATION));
    words(TITLES, Gazetteer.TITLE);
    words(STREETS, Gazetteer.STREET);
    words(ORGANIZATIONS, Gazetteer.ORGANIZATION);
    words(CALENDAR, Gazetteer.CALENDAR | Gazetteer.COMMON);
    words(TECHNICAL, Gazetteer.TECHNICAL);
    common();
  }

  static Gazetteer of(Lists lists) {
    return Gazetteer.of(new Knowledge(lists).words);
  }

  private void add(List<String> names, int bit, boolean some) {
    for (int i = 0; i < names.size(); i++) {
      if (!some || i % 4 != 1) {
        parts(names.get(i), bit);
      }
    }
  }

  private void parts(String name, int bit) {
    for (String part : name.split(" ", -1)) {
      if (part.length() > 2 && Character.isUpperCase(part.charAt(0))) {
        put(part, bit);
      }
    }
  }

  private void words(String list, int bit) {
    for (String word : list.split(" ", -1)) {
      put(word, bit);
    }
  }

  private void put(String word, int bit) {
    words.merge(word.toLowerCase(Locale.ROOT), bit, (a, b) -> a | b);
  }

  /** Words that stand in small letters in our texts, or often in Datafaker's English ones. */
  private void common() {
    Set<String> small = new TreeSet<>();
    for (String resource : List.of("templates.txt", "plain.txt", "code.txt")) {
      Generator.lines(resource).forEach(line -> small(line, small));
    }
    Map<String, Integer> counts = new HashMap<>();
    english(counts);
    counts.forEach((word, count) -> {
      if (count >= 2) {
        small.add(word);
      }
    });
    for (String word : small) {
      put(word, Gazetteer.COMMON);
    }
  }

  private static void small(String line, Set<String> into) {
    int depth = 0;
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (Character.isLetter(c) && depth == 0) {
        start = start < 0 ? i : start;
      } else {
        if (start >= 0 && Character.isLowerCase(line.charAt(start))) {
          into.add(line.substring(start, i));
        }
        start = -1;
      }
    }
  }

  /** Counts the words in small letters of Datafaker's English files. */
  private static void english(Map<String, Integer> counts) {
    try (JarFile jar =
        new JarFile(
            new File(Faker.class.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
      List<String> files =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith("en/") && name.endsWith(".yml"))
              .sorted()
              .toList();
      for (String file : files) {
        String text =
            new String(
                jar.getInputStream(jar.getEntry(file)).readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
          // Keys of the files are no text.
          int colon = line.indexOf(':');
          String value =
              line.strip().startsWith("-") || colon < 0 ? line : line.substring(colon + 1);
          count(value, counts);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void count(String line, Map<String, Integer> counts) {
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      if (Character.isLetter(c)) {
        start = start < 0 ? i : start;
      } else {
        boolean word = start >= 0 && i - start > 1 && Character.isLowerCase(line.charAt(start));
        if (word && (start == 0 || line.charAt(start - 1) == ' ')) {
          counts.merge(line.substring(start, i), 1, Integer::sum);
        }
        start = -1;
      }
    }
  }
}
