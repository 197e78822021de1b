/**
 * Holds today's records to those of every version that was released: a directory of schemas per
 * version, under {@code schemas/released}.
 *
 * <p>{@code mvn -pl schemas test -Dbarnabas.write=true} writes the directory of the version in the
 * pom. A directory that exists is never written again.
 */
@NullMarked
package dev.barnabas.released;

import org.jspecify.annotations.NullMarked;
