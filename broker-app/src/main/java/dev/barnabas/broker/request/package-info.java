/**
 * What broker-app knows of one request, and the unit of work in which it changes: read state,
 * decide, collect outputs, and only then write.
 */
@NullMarked
package dev.barnabas.broker.request;

import org.jspecify.annotations.NullMarked;
