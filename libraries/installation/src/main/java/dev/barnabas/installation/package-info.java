/**
 * What a configuration says of the cluster it runs on: topics, client settings, registry. The one
 * place where configuration and topics meet.
 */
@NullMarked
package dev.barnabas.installation;

import org.jspecify.annotations.NullMarked;
