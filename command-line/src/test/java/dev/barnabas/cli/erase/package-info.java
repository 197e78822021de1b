@NullMarked
package dev.barnabas.cli.erase;

import org.jspecify.annotations.NullMarked;
