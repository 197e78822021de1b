/**
 * One bounded HTTP exchange, for adapters: total time, idle time and bytes are limited, nothing is
 * retried, no redirect is followed.
 */
@NullMarked
package dev.barnabas.adapter.http;

import org.jspecify.annotations.NullMarked;
