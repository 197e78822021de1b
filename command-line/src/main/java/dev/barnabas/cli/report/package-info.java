/** What commands make of many records: usage reports and the story of one request. */
@NullMarked
package dev.barnabas.cli.report;

import org.jspecify.annotations.NullMarked;
