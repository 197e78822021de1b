/**
 * Files of requests: lines of OpenAI's Batch form or of our own, read one by one, and answers in
 * the form their request had. Pure.
 */
@NullMarked
package dev.barnabas.cli.batch;

import org.jspecify.annotations.NullMarked;
