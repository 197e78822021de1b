package dev.barnabas.broker.policy;

import dev.barnabas.broker.authentication.AuthenticationPolicy;
import dev.barnabas.broker.authentication.AuthenticationPolicy.Enforcement;
import dev.barnabas.configuration.Authentication;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.signing.SignatureAlgorithm;
import java.util.stream.Collectors;

/** What records must prove, as configured. */
final class Proofs {
  private Proofs() {}

  static AuthenticationPolicy of(Configuration configuration) {
    Authentication authentication = configuration.authentication();
    if (authentication.mode() == Authentication.Mode.NONE) {
      return AuthenticationPolicy.none();
    }
    return new AuthenticationPolicy(
        switch (authentication.policyMode()) {
          case OFF -> Enforcement.OFF;
          case SHADOW -> Enforcement.SHADOW;
          case ENFORCE -> Enforcement.ENFORCE;
        },
        authentication.mode().signed(),
        authentication.mode().ownTopics(),
        authentication.algorithms().stream()
            .map(word -> SignatureAlgorithm.of(word).orElseThrow())
            .collect(Collectors.toUnmodifiableSet()),
        authentication.jwks(),
        authentication.issuer(),
        authentication.audience(),
        authentication.clockSkew(),
        authentication.effectiveMaxLifetime(configuration.dedupe().effectiveWindow()),
        authentication.maxStale());
  }
}
