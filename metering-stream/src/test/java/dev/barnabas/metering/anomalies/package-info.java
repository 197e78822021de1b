@NullMarked
package dev.barnabas.metering.anomalies;

import org.jspecify.annotations.NullMarked;
