/** An adapter as another company writes it: it depends on the adapter API and touches nothing. */
@NullMarked
package com.example.acme;

import org.jspecify.annotations.NullMarked;
