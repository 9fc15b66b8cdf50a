package org.linli.device;

import java.util.Optional;

/**
 * What a device is told of its alert 回执.
 *
 * @param outcome empty for a heartbeat, and for what was refused
 * @param fresh whether it was not known before
 * @param order the number of its order, as people say it on the phone
 * @param refused the code of the refusal, where it was refused
 */
public record Heard(
        String event, Optional<Outcome> outcome, boolean fresh, Optional<String> order, Optional<String> refused) {}
