package org.linli.device;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An alert 设备告警 and what became of it, by the rule as it stood then.
 *
 * @param name of its kind
 * @param broker whether it came over the broker
 * @param rulePlace where the rule holds; empty for what holds everywhere
 * @param order what came of it; empty where nothing did, and where whoever looks does not see that
 */
public record Alert(
        UUID id,
        UUID device,
        String event,
        String alert,
        String name,
        Instant at,
        Instant receivedAt,
        boolean broker,
        Optional<Integer> count,
        Optional<Integer> confidence,
        Outcome outcome,
        String rulePlace,
        String category,
        Severity severity,
        int windowMinutes,
        Optional<Made> order,
        Optional<TakenBack> takenBack) {

    /** The order that an alert belongs to, by the state of its matter. */
    public record Made(UUID id, String number, String state) {

        /** Whether a clerk takes it back in one step: before anybody has accepted it. */
        public boolean young() {
            return state.equals("PLACED") || state.equals("DISPATCHED");
        }
    }

    /** Who took the order of an alert back 撤回, and why. */
    public record TakenBack(Instant at, String by, String why) {}
}
