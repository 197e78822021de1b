/** What commands look like: help, exit codes, tables, progress. Nothing here knows Kafka. */
@NullMarked
package dev.barnabas.cli.terminal;

import org.jspecify.annotations.NullMarked;
