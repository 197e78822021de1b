/**
 * What can go wrong with a provider, and when: the kinds of fault, the model names that ask for
 * them, the rules that set them for a provider, and latency distributions.
 */
@NullMarked
package dev.barnabas.emulator.fault;

import org.jspecify.annotations.NullMarked;
