/**
 * The words the records use where a vocabulary may grow: they travel as strings, and these enums
 * say what each one means. A reader that meets an unknown word keeps it and treats it as the enum's
 * documented fallback.
 */
@NullMarked
package dev.barnabas.vocabulary;

import org.jspecify.annotations.NullMarked;
