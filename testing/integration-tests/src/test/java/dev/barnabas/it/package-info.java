/** What only the joined house can show: the module arrows, and whole runs on real processes. */
@NullMarked
package dev.barnabas.it;

import org.jspecify.annotations.NullMarked;
