package dev.barnabas.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What both the AsyncAPI document and the code say of a topic.
 *
 * @param partitions how many
 * @param settings the topic's settings
 * @param records names of the records that are its values
 * @param keys what its keys hold
 * @param writers who writes it
 * @param readers who reads it
 */
record AsyncApiChannel(
    int partitions,
    Map<String, String> settings,
    Set<String> records,
    Set<String> keys,
    Set<String> writers,
    Set<String> readers) {

  /** Each component in which the document differs from the code. */
  List<String> differences(AsyncApiChannel code) {
    List<String> differences = new ArrayList<>();
    add(differences, "partitions", partitions, code.partitions);
    add(differences, "settings", settings, code.settings);
    add(differences, "records", records, code.records);
    add(differences, "keys", keys, code.keys);
    add(differences, "writers", writers, code.writers);
    add(differences, "readers", readers, code.readers);
    return differences;
  }

  private static void add(List<String> differences, String what, Object document, Object code) {
    if (!document.equals(code)) {
      differences.add(what + " " + document + " in the document, " + code + " in the code");
    }
  }
}
