/**
 * The commands of {@code ./barnabas}, one class each; {@link dev.barnabas.cli.Barnabas} is where
 * they start. Every command says what it does with {@code --help}, and ends with a code of {@link
 * dev.barnabas.cli.terminal.CommandExit}.
 */
@NullMarked
package dev.barnabas.cli;

import org.jspecify.annotations.NullMarked;
