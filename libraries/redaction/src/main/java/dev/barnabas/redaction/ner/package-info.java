/**
 * The built-in model for names of persons, places, organisations and groups: an averaged perceptron
 * (Collins, 2002) over hashed features, read from a resource that the build trains.
 *
 * <p>One pass: the text is cut into tokens; tokens that cannot be part of a name are passed over;
 * each other one gets the tag with the greatest sum of weights, given the two tags before it.
 */
@NullMarked
package dev.barnabas.redaction.ner;

import org.jspecify.annotations.NullMarked;
