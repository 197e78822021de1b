/**
 * Kafka and the schema registry on one machine, each a child process that a test may kill.
 *
 * <p>Start here: {@link dev.barnabas.cluster.LocalKafka} and {@link
 * dev.barnabas.cluster.LocalRegistry} run the two servers, {@link
 * dev.barnabas.cluster.ChildProcess} runs any JVM program and knows how it ends, and {@link
 * dev.barnabas.cluster.EmbeddedKafka} is the faster broker inside the test's own JVM, which cannot
 * be killed. Everything listens on the loopback address only.
 */
@NullMarked
package dev.barnabas.cluster;

import org.jspecify.annotations.NullMarked;
