/** The process: wiring, the ticker, the configuration on the log, and an orderly stop. */
@NullMarked
package dev.barnabas.broker.app;

import org.jspecify.annotations.NullMarked;
