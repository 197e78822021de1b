/** Tests of the local servers: they start real processes, kill them and look again. */
@NullMarked
package dev.barnabas.cluster;

import org.jspecify.annotations.NullMarked;
