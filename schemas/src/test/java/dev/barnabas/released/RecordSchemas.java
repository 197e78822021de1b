package dev.barnabas.released;

import dev.barnabas.schemas.InferenceRequest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** The schemas of the records that this build generates. */
final class RecordSchemas {
  private static final String CLASS_FILE = ".class";

  private RecordSchemas() {}

  /** Record name, without its namespace, to schema. */
  static SortedMap<String, Schema> today() {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    for (String name : classNames()) {
      Class<?> type = type(InferenceRequest.class.getPackageName() + "." + name);
      if (SpecificRecordBase.class.isAssignableFrom(type)) {
        schemas.put(name, SpecificData.get().getSchema(type));
      }
    }
    return schemas;
  }

  private static List<String> classNames() {
    Path classes = location().resolve(InferenceRequest.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(CLASS_FILE) && file.indexOf('$') < 0)
          .map(file -> file.substring(0, file.length() - CLASS_FILE.length()))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(classes + " cannot be listed", e);
    }
  }

  private static Path location() {
    try {
      return Path.of(
          InferenceRequest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
