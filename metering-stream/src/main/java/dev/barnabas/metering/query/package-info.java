/**
 * Questions about totals: what may be asked, and the answer as JSON. {@link
 * dev.barnabas.metering.query.TotalsPage} serves them read-only from the stores of this process,
 * {@link dev.barnabas.metering.query.TotalsQuestion} says what may be asked.
 */
@NullMarked
package dev.barnabas.metering.query;

import org.jspecify.annotations.NullMarked;
