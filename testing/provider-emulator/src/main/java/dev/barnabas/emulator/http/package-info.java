/**
 * A small HTTP/1.1 server whose answers can be cut, dripped or reset at any byte, which the JDK's
 * own server cannot do. One virtual thread serves one connection; it reads a whole request, hands
 * it to the {@link dev.barnabas.emulator.http.HttpHandler} and reads the next.
 */
@NullMarked
package dev.barnabas.emulator.http;

import org.jspecify.annotations.NullMarked;
