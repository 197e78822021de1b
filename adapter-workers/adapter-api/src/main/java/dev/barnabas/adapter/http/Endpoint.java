package dev.barnabas.adapter.http;

import java.net.URI;
import java.util.regex.Pattern;

/** Reads a provider's address, which people write with and without its version. */
public final class Endpoint {
  private static final Pattern VERSION = Pattern.compile("/v\\d+[a-z0-9]*(/|$)");
  private static final Pattern TRAILING_V1 = Pattern.compile("/v1$");
  private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

  private Endpoint() {}

  /** With a version: {@code /v1} is added unless some version is in the path. No slash ends it. */
  public static String versioned(URI address) {
    String text = plain(address);
    return VERSION.matcher(address.getPath()).find() ? text : text + "/v1";
  }

  /** Without a trailing {@code /v1}. No slash ends it. */
  public static String unversioned(URI address) {
    return TRAILING_V1.matcher(plain(address)).replaceFirst("");
  }

  private static String plain(URI address) {
    return TRAILING_SLASHES.matcher(address.toString()).replaceFirst("");
  }
}
