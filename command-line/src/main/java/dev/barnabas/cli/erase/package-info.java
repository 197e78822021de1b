/** Erasing a tenant: what is written to broker-app, and which raw copies are left. */
@NullMarked
package dev.barnabas.cli.erase;

import org.jspecify.annotations.NullMarked;
