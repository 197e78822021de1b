/**
 * The whole of Barnabas on one machine: which ports, which processes, in which order they start and
 * stop, and what a running installation says about itself.
 */
@NullMarked
package dev.barnabas.cli.local;

import org.jspecify.annotations.NullMarked;
