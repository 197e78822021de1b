/**
 * The emulated model: what it reads (a {@link dev.barnabas.emulator.generation.Prompt}), what it
 * answers, and how tokens are counted. Knows neither HTTP nor a provider's JSON.
 */
@NullMarked
package dev.barnabas.emulator.generation;

import org.jspecify.annotations.NullMarked;
