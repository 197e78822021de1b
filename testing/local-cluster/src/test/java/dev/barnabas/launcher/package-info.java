/**
 * Tests of the two scripts that a newcomer meets first: {@code ./barnabas} and the summary of its
 * tests. They run against a copy of the scripts with a JDK and a Maven that only write down how
 * they were called.
 */
@NullMarked
package dev.barnabas.launcher;

import org.jspecify.annotations.NullMarked;
