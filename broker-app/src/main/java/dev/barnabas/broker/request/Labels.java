package dev.barnabas.broker.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What reports want to know of a request; none of it decides anything but the class.
 *
 * @param userRef keyed pseudonym of the tenant's user
 * @param costCentre who pays inside the tenant
 * @param classification the data class
 * @param tags free labels
 */
public record Labels(
    @Nullable String userRef,
    @Nullable String costCentre,
    @Nullable String classification,
    Map<String, String> tags) {
  public Labels {
    tags = Map.copyOf(tags);
  }
}
