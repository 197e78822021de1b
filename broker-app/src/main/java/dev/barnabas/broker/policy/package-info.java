/** The configuration in force, compiled into what the policies ask for. */
@NullMarked
package dev.barnabas.broker.policy;

import org.jspecify.annotations.NullMarked;
