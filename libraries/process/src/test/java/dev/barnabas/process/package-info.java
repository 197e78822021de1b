/** Tests of the process library; the last of them start a process and stop it. */
@NullMarked
package dev.barnabas.process;

import org.jspecify.annotations.NullMarked;
