package dev.barnabas.it.planted;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.barnabas.schemas.Tick;
import dev.barnabas.topics.TopicNames;
import java.net.http.HttpClient;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Breaks every rule of the house, so that the rules are seen to fail. */
record EverythingManager(
    TopicPartition kafka,
    Tick avro,
    TopicNames topics,
    HttpClient client,
    Pattern pattern,
    JavaClasses sdk) {}
