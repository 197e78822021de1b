/**
 * The metering topic as finance reads it: every event once and in the order of the log, what is on
 * which month's statement, and the text whose hash proves it; and how tools append to it. All but
 * {@link dev.barnabas.cli.ledger.MeteringLog}, {@link dev.barnabas.cli.ledger.MeteringWriter} and
 * {@link dev.barnabas.cli.ledger.CloseReading} is pure.
 */
@NullMarked
package dev.barnabas.cli.ledger;

import org.jspecify.annotations.NullMarked;
