/** Tests of what a configuration means for an installation. */
@NullMarked
package dev.barnabas.installation;

import org.jspecify.annotations.NullMarked;
