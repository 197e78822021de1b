/**
 * The demonstration: the example requests go through a whole installation, and what came of each is
 * held against what its line expects.
 */
@NullMarked
package dev.barnabas.cli.demo;

import org.jspecify.annotations.NullMarked;
