/**
 * Trains the model of the built-in tagger while the project is built: our own templates are filled
 * with names of Datafaker's locales, always the same ones. Not part of the library's jar.
 */
@NullMarked
package dev.barnabas.redaction.training;

import org.jspecify.annotations.NullMarked;
