/** The dialect of Anthropic's messages: requests, answers, streams, errors and headers. */
@NullMarked
package dev.barnabas.emulator.anthropic;

import org.jspecify.annotations.NullMarked;
