/** The dialect of OpenAI's chat completions: requests, answers, streams, errors and headers. */
@NullMarked
package dev.barnabas.emulator.openai;

import org.jspecify.annotations.NullMarked;
