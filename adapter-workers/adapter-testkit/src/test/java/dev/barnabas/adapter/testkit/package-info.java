/** Tests that the contract can fail. */
@NullMarked
package dev.barnabas.adapter.testkit;

import org.jspecify.annotations.NullMarked;
