package dev.barnabas.broker.topology;

import dev.barnabas.broker.admission.Admission;
import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.completion.Cancelling;
import dev.barnabas.broker.completion.Completion;
import dev.barnabas.broker.completion.Contract;
import dev.barnabas.broker.completion.Endings;
import dev.barnabas.broker.completion.Erasing;
import dev.barnabas.broker.completion.Timers;

/**
 * The policies under one configuration.
 *
 * @param context what they may ask
 * @param admission decides about requests
 * @param completion decides about outcomes
 * @param cancelling decides about cancellations
 * @param erasing decides about erasures
 * @param timers decides about what is due
 * @param endings ends requests
 */
record Deciders(
    DecisionContext context,
    Admission admission,
    Completion completion,
    Cancelling cancelling,
    Erasing erasing,
    Timers timers,
    Endings endings) {

  static Deciders under(DecisionContext context, Contract contract) {
    Completion completion = new Completion(context, contract);
    return new Deciders(
        context,
        new Admission(context),
        completion,
        new Cancelling(context, completion),
        new Erasing(context),
        new Timers(completion),
        new Endings(context));
  }
}
