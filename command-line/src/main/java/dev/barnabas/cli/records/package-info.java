/** Reading topics to their end or for as long as somebody looks, and their records as JSON. */
@NullMarked
package dev.barnabas.cli.records;

import org.jspecify.annotations.NullMarked;
