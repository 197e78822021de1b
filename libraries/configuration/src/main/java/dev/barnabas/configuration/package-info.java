/**
 * The configuration of Barnabas: one YAML file, read as a whole into immutable records, or refused
 * with every error named by its path.
 *
 * <p>Start at {@link dev.barnabas.configuration.ConfigurationLoader}. What it returns is a {@link
 * dev.barnabas.configuration.Configuration}, which holds no secret and can be published as it is,
 * and a {@link dev.barnabas.configuration.Secrets}, which is asked for keys when they are needed.
 * {@link dev.barnabas.configuration.ConfigurationWatcher} follows a file; {@link
 * dev.barnabas.configuration.Configuration#fromCanonicalJson} reads what another process published.
 */
@NullMarked
package dev.barnabas.configuration;

import org.jspecify.annotations.NullMarked;
