package dev.barnabas.broker.app;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.installation.Installation;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a run of broker-app starts from.
 *
 * @param installation the cluster
 * @param configuration as the file says
 * @param file the file
 * @param reading how the file is read
 * @param loaded what was read
 * @param stateDirectory stores and transactional id
 * @param masterKey 32 bytes
 * @param contentKeys what the content of requests is sealed with
 * @param clock the wall clock
 */
record BrokerSettings(
    Installation installation,
    Configuration configuration,
    Path file,
    LoadContext reading,
    LoadOutcome.Loaded loaded,
    Path stateDirectory,
    byte[] masterKey,
    ContentKeys contentKeys,
    InstantSource clock) {}
