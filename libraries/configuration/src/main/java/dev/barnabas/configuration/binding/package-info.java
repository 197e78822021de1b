/**
 * Binds a YAML tree to validated records: key spellings, defaults, ranges and error paths all come
 * from the {@link dev.barnabas.configuration.binding.Key} annotations on the records, and from
 * nowhere else.
 *
 * <p>Nothing here knows what is configured. A bad value never throws: it becomes a {@link
 * dev.barnabas.configuration.binding.Problem} with the path as the author of the file wrote it, and
 * binding goes on, so that one run reports everything.
 */
@NullMarked
package dev.barnabas.configuration.binding;

import org.jspecify.annotations.NullMarked;
