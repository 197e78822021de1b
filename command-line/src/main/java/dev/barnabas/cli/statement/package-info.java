/**
 * A tenant's statement of a month: what is on it, and how it is written for people, spreadsheets
 * and programs. Pure.
 *
 * <p>{@link dev.barnabas.cli.statement.StatementFold} takes the events, {@link
 * dev.barnabas.cli.statement.Statement} holds what they come to, and {@code StatementHtml}, {@code
 * StatementCsv} and {@code StatementJson} write it.
 */
@NullMarked
package dev.barnabas.cli.statement;

import org.jspecify.annotations.NullMarked;
