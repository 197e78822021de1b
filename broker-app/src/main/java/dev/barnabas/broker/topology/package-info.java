/** The Kafka Streams edge: parse, ask the policies, write stores, forward. */
@NullMarked
package dev.barnabas.broker.topology;

import org.jspecify.annotations.NullMarked;
