/**
 * {@code verify}: reads every topic as a committed reader sees it and checks the promises P1 to P7
 * on what it read. {@link dev.barnabas.cli.verify.TopicSnapshot} is what was read, {@code Evidence}
 * joins it once, and each promise is one class that looks at nothing else. A check takes time
 * linear in the number of records. Violations name coordinates and ids, never content.
 */
@NullMarked
package dev.barnabas.cli.verify;

import org.jspecify.annotations.NullMarked;
