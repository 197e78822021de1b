package dev.barnabas.worker.app;

import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.installation.Installation;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a run of worker-app starts from.
 *
 * @param installation the cluster
 * @param file the configuration file, which alone knows the keys
 * @param reading how the file is read
 * @param loaded what was read
 * @param partners the partners to work for; empty means all
 * @param workerId names the process in records
 */
record WorkerSettings(
    Installation installation,
    Path file,
    LoadContext reading,
    LoadOutcome.Loaded loaded,
    Set<String> partners,
    String workerId) {

  WorkerSettings {
    partners = Set.copyOf(partners);
  }

  /** Whether this process works for a partner. */
  boolean serves(String partnerId) {
    return partners.isEmpty() || partners.contains(partnerId);
  }
}
